"""How much is told about a failure: clients accept trailers of 8 KiB, and requests may be long.

The message travels twice, once percent-encoded and once in the details; those in base64.
"""

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from app.domain.errors import FieldError

_MESSAGE_LENGTH = 1000
_MESSAGE_BYTES = 1800
_TEXT_LENGTH = 200
_FIELDS = 20
_FIELDS_BYTES = 1800
# What gRPC sends as it is; every other byte takes three.
_PLAIN = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


def shorten_message(text: str) -> str:
    """Return the message, or its beginning where it takes too much room."""
    text = _shorten(text, _MESSAGE_LENGTH)
    while len(quote(text, safe=_PLAIN)) > _MESSAGE_BYTES:
        text = _shorten(text, len(text) * 3 // 4)
    return text


def shorten_fields(errors: Sequence[FieldError]) -> Iterator[FieldError]:
    """Yield what there is room for, and then how many more there are."""
    room, told = _FIELDS_BYTES, 0
    for error in itertools.islice(errors, _FIELDS):
        name, message = _shorten(error.field, _TEXT_LENGTH), _shorten(error.message, _TEXT_LENGTH)
        room -= len(f"{name}{error.code}{message}".encode())
        if room < 0:
            break
        yield FieldError(name, error.code, message)
        told += 1
    if told < len(errors):
        yield FieldError("", "more", f"{len(errors) - told} more are not listed")


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
