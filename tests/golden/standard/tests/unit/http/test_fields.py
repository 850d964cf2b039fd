"""Values of bodies."""

from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from app.interfaces.http.fields import to_scale

AMOUNT: TypeAdapter[Decimal] = TypeAdapter(
    Annotated[Decimal, to_scale(4), Field(max_digits=38, decimal_places=4)]
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "1.0000"),
        ("9" * 34, "9" * 34 + ".0000"),
        ("-" + "9" * 34 + ".9999", "-" + "9" * 34 + ".9999"),
    ],
)
def test_decimals_keep_all_their_digits(text: str, value: str) -> None:
    assert str(AMOUNT.validate_python(text)) == value


@pytest.mark.parametrize("text", ["1e99", "9" * 39, "0.00001", "NaN", "Infinity", "x"])
def test_refuses_what_is_no_such_number(text: str) -> None:
    with pytest.raises(ValidationError):
        AMOUNT.validate_python(text)
