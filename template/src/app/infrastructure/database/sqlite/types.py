"""Column types on SQLite."""

import datetime as dt
import decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.processors import str_to_datetime
from sqlalchemy.types import TypeDecorator

from app.infrastructure.database.types import Choice, Duration

__all__ = [
    "Binary",
    "Choice",
    "Date",
    "Decimal",
    "Duration",
    "Float",
    "Identifier",
    "Json",
    "LongText",
    "SequenceNumber",
    "String",
    "Time",
    "UtcDateTime",
]


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Points in time with microseconds; stored as text in UTC, which sorts by time."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> str | None:
        """Write the text, with its zone."""
        return None if value is None else value.astimezone(dt.UTC).isoformat(" ", "microseconds")

    def result_processor(self, _dialect: Dialect, _type: object) -> Any:  # noqa: ANN401 - compiled
        """Return a parser that reads the zone too."""
        return str_to_datetime


class Decimal(TypeDecorator[decimal.Decimal]):
    """Exact numbers of at most 18 digits; stored as a whole number of the smallest unit."""

    impl = sa.BigInteger
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__()
        self.precision = precision
        self.scale = scale

    def process_bind_param(self, value: decimal.Decimal | None, _dialect: Dialect) -> int | None:
        """Return the number of smallest units."""
        return None if value is None else int(value.scaleb(self.scale))

    def process_result_value(self, value: int | None, _dialect: Dialect) -> decimal.Decimal | None:
        """Return the exact number."""
        return None if value is None else decimal.Decimal(value).scaleb(-self.scale)


String = sa.String
LongText = sa.Text
Float = sa.Double
Identifier = sa.Uuid
Date = sa.Date
Time = sa.Time
Binary = sa.LargeBinary


class Json(sa.JSON):
    """JSON documents; a missing one is NULL."""

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


class SequenceNumber(sa.Integer):
    """Numbers that the database counts up, as the key of a table."""
