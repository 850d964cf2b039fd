"""Column types on PostgreSQL."""

import decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

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


class UtcDateTime(sa.DateTime):
    """Points in time with microseconds."""

    def __init__(self) -> None:
        super().__init__(timezone=True)


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
