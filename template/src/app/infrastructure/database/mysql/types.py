"""Column types on MySQL and MariaDB."""

import datetime as dt
import decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import Dialect
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

# Trailing blanks do not count in it; MySQL and MariaDB have no stricter one in common.
_COLLATION = "utf8mb4_bin"


class Identifier(TypeDecorator[UUID]):
    """UUIDs as 16 bytes: small keys, which sort as their texts do on MySQL and MariaDB alike."""

    impl = mysql.BINARY
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(16)

    def process_bind_param(self, value: UUID | None, _dialect: Dialect) -> bytes | None:
        """Return the bytes."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> UUID | None:
        """Return the identifier."""
        return None if value is None else UUID(bytes=value)


class String(sa.String):
    """Characters, compared by code point whatever the collation of the database."""

    def __init__(self, length: int) -> None:
        super().__init__(length, collation=_COLLATION)


class LongText(mysql.LONGTEXT):
    """Characters without a limit, compared by code point."""

    def __init__(self) -> None:
        super().__init__(collation=_COLLATION)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Points in time with microseconds; stored without a zone, in UTC."""

    impl = mysql.DATETIME
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(fsp=6)

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Drop the zone, which is UTC."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Put the zone back."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Decimal(sa.Numeric[decimal.Decimal]):
    """Exact numbers."""

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)


class Time(mysql.TIME):
    """Times of day with microseconds."""

    def __init__(self) -> None:
        super().__init__(fsp=6)


class Json(sa.JSON):
    """JSON documents; a missing one is NULL."""

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


Float = sa.Double
Date = sa.Date
Binary = mysql.LONGBLOB


class SequenceNumber(sa.BigInteger):
    """Numbers that the database counts up, as the key of a table."""
