"""Values of modifiers: read from text, brought to the one form that is stored, and compared.

Stored are whole numbers, floats, booleans, and text for everything that YAML or JSON would
round or reinterpret: decimals and times.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from arcana_gen.blueprint.fields import FieldType
from arcana_gen.blueprint.json_values import JsonValue

Number: TypeAlias = int | float | Decimal
Scalar: TypeAlias = int | float | str
INT32: Final = (-(2**31), 2**31 - 1)
INT64: Final = (-(2**63), 2**63 - 1)
SECOND: Final = 1_000_000
"""Times are compared in microseconds."""

_UNIT_SECONDS: Final = {
    "weeks": 604_800,
    "days": 86_400,
    "hours": 3_600,
    "minutes": 60,
    "seconds": 1,
}
_DURATION = re.compile(
    r"P(?=\w)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+)(?:\.(?P<fraction>\d{1,6}))?S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Codec:
    """How one kind of value is read, and where it stands among its like.

    `read` raises ValueError (or ArithmeticError) for text that is not `expected`.
    """

    expected: str
    read: Callable[[str], Scalar]
    rank: Callable[[str], Number] = len


def text_of(value: object, *, as_json: bool = False) -> str:
    """The text that `read` takes, for a value that YAML has read already.

    Raises TypeError for what cannot be a value.
    """
    if as_json or isinstance(value, bool):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dt.date):  # YAML reads unquoted dates as dates
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(value)


def _read_int(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _integer_between(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = _read_int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return read


def _read_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number + 0.0  # no negative zero


def _read_decimal(text: str) -> str:
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text, re.ASCII):
        raise InvalidOperation(text)
    number = Decimal(text)
    return format(abs(number) if number.is_zero() else number, "f")


def _read_bool(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _read_date(text: str) -> str:
    return text if text == "today" else dt.date.fromisoformat(text).isoformat()


def _read_datetime(text: str) -> str:
    if text == "now":
        return text
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _read_time(text: str) -> str:
    time = dt.time.fromisoformat(text)
    if time.tzinfo is not None:
        raise ValueError(text)
    return time.isoformat()


def _duration_microseconds(text: str) -> int:
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    seconds = sum(int(match[unit] or 0) * size for unit, size in _UNIT_SECONDS.items())
    total = seconds * SECOND + int((match["fraction"] or "").ljust(6, "0"))
    if total > INT64[1]:
        raise ValueError(text)
    return total


def _read_duration(text: str) -> str:
    seconds, fraction = divmod(_duration_microseconds(text), SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    precise = f"{seconds}.{fraction:06}".rstrip("0") if fraction else str(seconds)
    parts = [(hours, "H"), (minutes, "M"), ("" if precise == "0" else precise, "S")]
    time = "".join(f"{number}{unit}" for number, unit in parts if number)
    date = f"{days}D" if days else ""
    return f"P{date}T{time}" if time else f"P{date or 'T0S'}"


def _rank_date(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def _rank_datetime(text: str) -> int:
    return (dt.datetime.fromisoformat(text) - dt.datetime(1, 1, 1, tzinfo=dt.UTC)) // _MICROSECOND


def _rank_time(text: str) -> int:
    time = dt.time.fromisoformat(text)
    return ((time.hour * 60 + time.minute) * 60 + time.second) * SECOND + time.microsecond


def _read_email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text):
        raise ValueError(text)
    return text


def _read_url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+\S*", text):
        raise ValueError(text)
    return text


def read_json(text: str) -> JsonValue:
    """Read JSON; null is refused, since it means to have no default."""
    value: JsonValue = json.loads(text, parse_constant=_refuse, parse_float=_read_float)
    if value is None:
        raise ValueError(text)
    return value


def _refuse(constant: str) -> JsonValue:
    raise ValueError(constant)


_MICROSECOND = dt.timedelta(microseconds=1)
_TEXT = Codec("text", str)

LENGTH: Final = Codec("a whole number from 0", _integer_between(0, INT32[1]), int)
"""The limits of texts and bytes."""

CODECS: Final[dict[FieldType, Codec]] = {
    FieldType.STR: _TEXT,
    FieldType.TEXT: _TEXT,
    FieldType.ENUM: _TEXT,
    FieldType.INT: Codec("a whole number of 32 bits", _integer_between(*INT32), int),
    FieldType.BIGINT: Codec("a whole number of 64 bits", _integer_between(*INT64), int),
    FieldType.FLOAT: Codec("a finite number", _read_float, float),
    FieldType.DECIMAL: Codec("a number such as `0.00`", _read_decimal, Decimal),
    FieldType.BOOL: Codec("`true` or `false`", _read_bool),
    FieldType.DATE: Codec("a date such as `2026-01-31`", _read_date, _rank_date),
    FieldType.DATETIME: Codec(
        "a time with its zone such as `2026-01-31T09:30:00Z`", _read_datetime, _rank_datetime
    ),
    FieldType.TIME: Codec("a time of day such as `09:30`", _read_time, _rank_time),
    FieldType.DURATION: Codec(
        "a duration such as `PT1H30M`", _read_duration, _duration_microseconds
    ),
    FieldType.EMAIL: Codec("an e-mail address", _read_email),
    FieldType.URL: Codec("an address that begins with http:// or https://", _read_url),
}
"""The values of each type that can have a default, but for JSON."""
