"""How a value of each type is written in a field of a message, and read from it.

`read` raises `ValueError` with a sentence for the caller.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from app.application.listing.texts import parse_time, print_iso
from app.domain.decimals import fill_up

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Codec:
    """The two directions."""

    write: Callable[[Any], object]
    read: Callable[[Any], object]


def _same(value: object) -> object:
    return value


def read_identifier(text: str) -> UUID:
    """Read a UUID (RFC 9562); raise `ValueError`."""
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("must be a UUID") from None


def _read_identifiers(texts: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(read_identifier(text) for text in texts)


def _write_identifiers(values: Iterable[UUID]) -> list[str]:
    return [str(value) for value in values]


def _write_moment(value: dt.datetime) -> dict[str, int]:
    # A message takes a `datetime` too, in four times the time.
    since = value - _EPOCH
    seconds = since.days * _SECONDS_PER_DAY + since.seconds
    return {"seconds": seconds, "nanos": since.microseconds * 1000}


def _read_moment(message: Timestamp) -> dt.datetime:
    try:
        return message.ToDatetime(dt.UTC)
    except (ValueError, OverflowError):
        raise ValueError("must be a time of the years 1 to 9999") from None


def _read_duration(message: Duration) -> dt.timedelta:
    try:
        return message.ToTimedelta()
    except (ValueError, OverflowError):
        raise ValueError("must be a duration of at most 10,000 years") from None


def _read_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a day (ISO 8601)") from None


def _read_time(text: str) -> dt.time:
    try:
        return parse_time(text)
    except ValueError:
        raise ValueError("must be a time of day without a zone (ISO 8601)") from None


def _write_document(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read_document(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("must be a JSON document") from None


def decimal(scale: int) -> Codec:
    """Exact numbers as text, filled up to `scale` decimal places as databases do."""

    def read(text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise ValueError("must be a decimal number") from None
        try:
            return fill_up(value, scale)
        except ValueError:
            # The rules say what is wrong with it.
            return value

    return Codec(write=str, read=read)


def choice(members: type[StrEnum], declared: Any) -> Codec:  # noqa: ANN401 - one of two classes
    """One of a fixed set of words, as an enumeration whose zero stands for none of them."""
    prefix = declared.values_by_number[0].name.removesuffix("UNSPECIFIED")
    numbers = {value.name: value.number for value in declared.values}
    by_member = {member: numbers[prefix + member.name] for member in members}
    by_number = {number: member for member, number in by_member.items()}

    def read(number: int) -> StrEnum:
        if number not in by_number:
            raise ValueError(f"must be one of {', '.join(members)}")
        return by_number[number]

    return Codec(write=by_member.__getitem__, read=read)


PLAIN = Codec(write=_same, read=_same)
IDENTIFIER = Codec(write=str, read=read_identifier)
IDENTIFIERS = Codec(write=_write_identifiers, read=_read_identifiers)
MOMENT = Codec(write=_write_moment, read=_read_moment)
# Messages take a `timedelta` as it is.
DURATION = Codec(write=_same, read=_read_duration)
DAY = Codec(write=print_iso, read=_read_day)
TIME_OF_DAY = Codec(write=print_iso, read=_read_time)
DOCUMENT = Codec(write=_write_document, read=_read_document)
