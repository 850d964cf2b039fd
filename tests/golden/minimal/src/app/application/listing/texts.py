"""Values of list parameters and cursors as text, both ways. What does not fit raises `ValueError`."""

import datetime as dt
import math
import re
from decimal import Decimal

from app.domain.decimals import fill_up

_INTEGER_DIGITS = 19
_DURATION = re.compile(
    r"(?P<sign>-)?P(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,13}(?:\.\d{1,6})?)S)?)?"
)
# What databases count microseconds with has 64 bits.
_MAX_MICROSECONDS = 2**63 - 1
_MICROSECONDS = {
    "days": 86_400_000_000,
    "hours": 3_600_000_000,
    "minutes": 60_000_000,
    "seconds": 1_000_000,
}


def print_iso(value: object) -> str:
    """Write days, moments and times (ISO 8601)."""
    if not isinstance(value, dt.date | dt.time):
        raise TypeError(value)
    return value.isoformat()


def parse_text(text: str) -> str:
    """Refuse lone surrogates, which no database holds."""
    text.encode()
    return text


def parse_integer(text: str, *, maximum: int) -> int:
    """Read a whole number."""
    if len(text) > _INTEGER_DIGITS + 1 or not text.removeprefix("-").isdecimal():
        raise ValueError(text)
    value = int(text)
    if not -maximum - 1 <= value <= maximum:
        raise ValueError(text)
    return value


def parse_float(text: str) -> float:
    """Read a finite number."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def parse_decimal(text: str, *, precision: int, scale: int) -> Decimal:
    """Read an exact number, filled up to its scale."""
    value = Decimal(text)
    filled = fill_up(value, scale)
    if filled.adjusted() >= precision - scale:
        raise ValueError(text)
    return filled


def parse_boolean(text: str) -> bool:
    """Read `true` or `false`."""
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def parse_moment(text: str) -> dt.datetime:
    """Read a point in time (RFC 3339), in UTC."""
    # A `+` in a query string that nobody encoded arrives as a space.
    value = dt.datetime.fromisoformat(text.replace(" ", "+"))
    if value.tzinfo is None:
        raise ValueError(text)
    try:
        return value.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(text) from None


def parse_time(text: str) -> dt.time:
    """Read a time of day without a zone."""
    value = dt.time.fromisoformat(text)
    if value.tzinfo is not None:
        raise ValueError(text)
    return value


def parse_duration(text: str) -> dt.timedelta:
    """Read a length of time (ISO 8601), as `PT1H30M` or `-P2DT0.5S`."""
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        raise ValueError(text)
    size = sum(Decimal(match[name] or 0) * unit for name, unit in _MICROSECONDS.items())
    if size > _MAX_MICROSECONDS:
        raise ValueError(text)
    return dt.timedelta(microseconds=int(-size if match["sign"] else size))


def print_duration(value: object) -> str:
    """Write a length of time (ISO 8601)."""
    if not isinstance(value, dt.timedelta):
        raise TypeError(value)
    sign, size = ("-", -value) if value < dt.timedelta(0) else ("", value)
    seconds = Decimal(size // dt.timedelta(microseconds=1)).scaleb(-6)
    return f"{sign}PT{seconds}S"
