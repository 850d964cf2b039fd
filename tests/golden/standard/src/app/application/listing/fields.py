"""One maker of a `ListField` per type of field."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TypeVar
from uuid import UUID

from app.application.listing import texts
from app.application.listing.declaration import EQUALITY, MEMBERSHIP, ListField

Member = TypeVar("Member", bound=StrEnum)


def text(*, nullable: bool = False) -> ListField:
    """Characters, compared by code point."""
    return ListField(
        parse=texts.parse_text, print=str, schema={"type": "string"}, nullable=nullable
    )


def integer(*, bits: int = 32, nullable: bool = False) -> ListField:
    """Whole numbers of 32 or 64 bits."""
    parse = partial(texts.parse_integer, maximum=2 ** (bits - 1) - 1)
    return ListField(parse=parse, print=str, schema={"type": "integer"}, nullable=nullable)


def number(*, nullable: bool = False) -> ListField:
    """Binary floating point numbers."""
    return ListField(
        parse=texts.parse_float, print=repr, schema={"type": "number"}, nullable=nullable
    )


def decimal(*, precision: int, scale: int, nullable: bool = False) -> ListField:
    """Exact numbers of `precision` digits, `scale` of them behind the point."""
    parse = partial(texts.parse_decimal, precision=precision, scale=scale)
    schema = {"type": "string", "format": "decimal"}
    return ListField(parse=parse, print=str, schema=schema, nullable=nullable)


def boolean(*, nullable: bool = False) -> ListField:
    """`true` or `false`."""
    return ListField(
        parse=texts.parse_boolean,
        print=lambda value: "true" if value else "false",
        schema={"type": "boolean"},
        operators=EQUALITY,
        nullable=nullable,
    )


def day(*, nullable: bool = False) -> ListField:
    """Calendar days (ISO 8601)."""
    return _iso(dt.date.fromisoformat, "date", nullable=nullable)


def moment(*, nullable: bool = False) -> ListField:
    """Points in time with a zone (RFC 3339)."""
    return _iso(texts.parse_moment, "date-time", nullable=nullable)


def time_of_day(*, nullable: bool = False) -> ListField:
    """Times of day without a zone (ISO 8601)."""
    return _iso(texts.parse_time, "time", nullable=nullable)


def duration(*, nullable: bool = False) -> ListField:
    """Lengths of time (ISO 8601)."""
    return ListField(
        parse=texts.parse_duration,
        print=texts.print_duration,
        schema={"type": "string", "format": "duration"},
        nullable=nullable,
    )


def identifier(*, nullable: bool = False) -> ListField:
    """UUIDs (RFC 9562)."""
    return ListField(
        parse=UUID,
        print=str,
        schema={"type": "string", "format": "uuid"},
        nullable=nullable,
    )


def reference(*, nullable: bool = False) -> ListField:
    """The identifier of another entity."""
    return ListField(
        parse=UUID,
        print=str,
        schema={"type": "string", "format": "uuid"},
        operators=EQUALITY,
        sortable=False,
        nullable=nullable,
    )


def references() -> ListField:
    """The identifiers of several other entities: `=` asks whether one is among them."""
    return ListField(
        parse=UUID,
        print=str,
        schema={"type": "string", "format": "uuid"},
        operators=MEMBERSHIP,
        sortable=False,
    )


def choice(members: type[Member], *, nullable: bool = False) -> ListField:
    """One of a fixed set of words."""
    return ListField(parse=members, print=str, schema={"type": "string"}, nullable=nullable)


def _iso(parse: Callable[[str], object], format_name: str, *, nullable: bool) -> ListField:
    schema = {"type": "string", "format": format_name}
    return ListField(parse=parse, print=texts.print_iso, schema=schema, nullable=nullable)
