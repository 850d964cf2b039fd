"""Exact numbers of as many digits as a column may have: Python's own context keeps 28."""

from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import cache

# Columns have at most 38 digits.
_EXACT = Context(prec=100, traps=[InvalidOperation, Inexact])


def fill_up(value: Decimal, scale: int) -> Decimal:
    """Return the same number with `scale` decimal places; raise `ValueError` if there is none."""
    if not value.is_finite():
        raise ValueError("must be a finite number")
    try:
        return value.quantize(_unit(scale), context=_EXACT)
    except Inexact:
        raise ValueError(f"must have at most {scale} decimal places") from None
    except InvalidOperation:
        raise ValueError("has too many digits") from None


def to_units(value: Decimal, scale: int) -> int:
    """Return how many there are of the smallest unit; what is less than one is left away."""
    return int(value.scaleb(scale, context=_EXACT))


def from_units(units: int, scale: int) -> Decimal:
    """Return so many of the smallest unit."""
    return Decimal(units).scaleb(-scale, context=_EXACT)


@cache
def _unit(scale: int) -> Decimal:
    return from_units(1, scale)
