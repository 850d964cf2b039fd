"""Exact numbers of 38 digits in lists and samples."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.application.listing import fields
from app.application.listing.cursors import parse_cursor, print_cursor
from app.application.listing.parameters import parse_listing
from app.application.samples.values import Samples
from app.domain import rules
from app.domain.errors import Invalid
from app.domain.paging import Sort

LARGEST = Decimal("9" * 34 + "." + "9" * 4)
SMALLEST = LARGEST.copy_negate()
FIELDS = {"amount": fields.decimal(precision=38, scale=4)}
PLACES = st.decimals(min_value=SMALLEST, max_value=LARGEST, places=4)


@given(value=PLACES)
def test_a_condition_has_all_digits(value: Decimal) -> None:
    found = FIELDS["amount"].parse(str(value))

    assert str(found) == str(value)


@given(value=PLACES)
def test_a_cursor_has_all_digits(value: Decimal) -> None:
    sort = [Sort("amount")]

    assert parse_cursor(FIELDS, sort, print_cursor(FIELDS, sort, [value])) == (value,)


@pytest.mark.parametrize(
    "text",
    ["1" + "0" * 34, "-1e34", "0.00001", "1e999999", "9" * 1_000_000, "NaN", "Infinity"],
    ids=lambda text: text[:12],
)
def test_refuses_numbers_that_no_row_holds(text: str) -> None:
    parameters = [("limit", "1"), ("amount", text)]

    with pytest.raises(Invalid, match="a value that does not fit the field"):
        parse_listing(FIELDS, parameters)


@pytest.mark.parametrize(
    ("minimum", "maximum"),
    [(LARGEST, None), (SMALLEST, SMALLEST), (LARGEST, LARGEST), (SMALLEST, None), (None, LARGEST)],
)
def test_samples_keep_bounds_of_all_digits(
    minimum: Decimal | None, maximum: Decimal | None
) -> None:
    rule = rules.ExactDecimal(precision=38, scale=4, minimum=minimum, maximum=maximum)

    for seed in range(20):
        value = Samples(str(seed)).decimal(precision=38, scale=4, minimum=minimum, maximum=maximum)
        assert rule(value) is None
