"""Rules for numbers, and for everything else that has an order."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.rules.validation import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A value between two bounds, inclusive."""

    minimum: Any = None
    maximum: Any = None

    def __call__(self, value: Any) -> Problem | None:  # noqa: ANN401 - whatever has an order
        """Compare."""
        if self.minimum is not None and value < self.minimum:
            return Problem("too_small", f"must be at least {self.minimum}")
        if self.maximum is not None and value > self.maximum:
            return Problem("too_large", f"must be at most {self.maximum}")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Between):
    """A whole number that fits into so many bits."""

    bits: int = 32

    def __call__(self, value: int) -> Problem | None:
        """Check the size, then the bounds."""
        if value.bit_length() >= self.bits:
            return Problem("out_of_range", f"must fit into {self.bits} bits")
        return Between.__call__(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Between):
    """A floating point number, neither infinite nor NaN."""

    def __call__(self, value: float) -> Problem | None:
        """Check that it is finite, then the bounds."""
        if not math.isfinite(value):
            return Problem("not_finite", "must be a finite number")
        return Between.__call__(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactDecimal(Between):
    """At most `precision` digits, `scale` of them behind the point."""

    precision: int
    scale: int

    def __call__(self, value: Decimal) -> Problem | None:
        """Check the digits, then the bounds."""
        _, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int):
            return Problem("not_finite", "must be a finite number")
        if -exponent > self.scale:
            return Problem("too_precise", f"must have at most {self.scale} decimal places")
        if value and len(digits) + exponent > self.precision - self.scale:
            return Problem("out_of_range", f"must have at most {self.precision} digits")
        return Between.__call__(self, value)
