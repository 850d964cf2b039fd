"""Column types on PostgreSQL."""

import datetime as dt
import decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
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


class String(sa.String):
    """Characters, compared by code point whatever the locale of the database."""

    def __init__(self, length: int) -> None:
        super().__init__(length, collation="C")


class LongText(sa.Text):
    """Characters without a limit, compared by code point."""

    def __init__(self) -> None:
        super().__init__(collation="C")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Points in time with microseconds.

    The first and the last that Python knows are infinite in PostgreSQL, as asyncpg writes them.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def result_processor(self, _dialect: Dialect, _type: object) -> Any:  # noqa: ANN401 - compiled
        """Return what adds the zone, which asyncpg leaves out of infinite ones."""
        return _in_utc


def _in_utc(value: dt.datetime | None) -> dt.datetime | None:
    return value if value is None or value.tzinfo else value.replace(tzinfo=dt.UTC)


class Decimal(sa.Numeric[decimal.Decimal]):
    """Exact numbers."""

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)


class Json(JSONB):
    """JSON documents; a missing one is NULL."""

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


Float = sa.Double
Identifier = sa.Uuid
Date = sa.Date
Time = sa.Time
Binary = sa.LargeBinary


class SequenceNumber(sa.BigInteger):
    """Numbers that the database counts up, as the key of a table."""
