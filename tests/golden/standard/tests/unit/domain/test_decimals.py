"""Exact numbers of all digits that a column may have."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decimals import fill_up, from_units, to_units

UNITS = st.integers(-(10**38) + 1, 10**38 - 1)
SCALES = st.integers(0, 38)


@given(units=UNITS, scale=SCALES)
def test_units_come_back(units: int, scale: int) -> None:
    assert to_units(from_units(units, scale), scale) == units


@given(units=UNITS, scale=SCALES, more=st.integers(0, 20))
def test_filling_up_keeps_the_number(units: int, scale: int, more: int) -> None:
    value = from_units(units, scale)

    filled = fill_up(value, scale + more)

    assert filled == value
    assert filled.as_tuple().exponent == -scale - more


@pytest.mark.parametrize(
    ("text", "filled"),
    [("1", "1.00"), ("-0", "-0.00"), ("1e2", "100.00"), ("1.000", "1.00"), ("0e999999999", "0.00")],
)
def test_fills_up_to_the_scale(text: str, filled: str) -> None:
    assert str(fill_up(Decimal(text), 2)) == filled


@pytest.mark.parametrize(
    "text",
    ["1.001", "1e-999999999", "1e999999999", "9" * 1_000_000, "NaN", "sNaN", "Infinity"],
    ids=lambda text: text[:12],
)
def test_refuses_what_has_no_such_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|has)"):
        fill_up(Decimal(text), 2)
