"""Types of fields as JSON carries them."""

import base64
import binascii
import datetime as dt
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    PlainSerializer,
    WithJsonSchema,
)

from app.domain.decimals import fill_up


def _to_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("must be a time of the years 1 to 9999 in UTC") from None


def _without_zone(value: dt.time) -> dt.time:
    if value.tzinfo is not None:
        raise ValueError("must be a time of day without a time zone")
    return value


def _decode(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("must be base64") from None


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()


UtcDateTime = Annotated[AwareDatetime, AfterValidator(_to_utc)]
TimeOfDay = Annotated[dt.time, AfterValidator(_without_zone)]
Base64 = Annotated[
    bytes,
    BeforeValidator(_decode),
    PlainSerializer(_encode, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


def to_scale(scale: int) -> AfterValidator:
    """Fill up to `scale` decimal places, as databases do."""
    return AfterValidator(lambda value: fill_up(value, scale) if value is not None else None)
