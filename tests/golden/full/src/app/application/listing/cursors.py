"""Cursors: opaque texts that stand for a place in a sorted list."""

import base64
import json
from collections.abc import Sequence

from app.application.listing.declaration import ListFields
from app.domain.paging import Sort


def make_cursor(fields: ListFields, sort: Sequence[Sort], last: object) -> str:
    """Return the place behind `last`, an entity, in a list sorted by `sort`."""
    return print_cursor(fields, sort, [getattr(last, key.field) for key in sort])


def print_cursor(fields: ListFields, sort: Sequence[Sort], values: Sequence[object]) -> str:
    """Return the place behind these values of the sort keys."""
    texts = [
        None if value is None else fields[key.field].print(value)
        for key, value in zip(sort, values, strict=True)
    ]
    payload = json.dumps([print_sort(sort), texts], separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def parse_cursor(fields: ListFields, sort: Sequence[Sort], cursor: str) -> tuple[object, ...]:
    """Return the values of the sort keys; raise `ValueError` unless the cursor is of such a list."""
    padded = cursor + "=" * (-len(cursor) % 4)
    sorted_by, texts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if sorted_by != print_sort(sort) or "\x00" in json.dumps(texts, ensure_ascii=False):
        raise ValueError(cursor)
    return tuple(
        None if text is None else fields[key.field].parse(text)
        for key, text in zip(sort, texts, strict=True)
    )


def print_sort(sort: Sequence[Sort]) -> str:
    """Write sort keys as the parameter `sort` has them."""
    return ",".join(("-" if key.descending else "") + key.field for key in sort)
