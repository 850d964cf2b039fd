"""Rules for values that hold others."""

import json
from collections.abc import Collection

from app.domain.json import JsonValue
from app.domain.rules.validation import Problem


def document(value: JsonValue) -> Problem | None:
    """Accept a JSON document (RFC 8259) that every database can hold."""
    try:
        content = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        return Problem("json", "must be a JSON document, in Unicode")
    if b"\\u0000" in content:
        return Problem("nul_character", "must not contain the NUL character")
    return None


def distinct(values: Collection[object]) -> Problem | None:
    """Accept values of which none comes twice."""
    if len(set(values)) != len(values):
        return Problem("duplicate", "must not name anything twice")
    return None


def sort(entity: object, field: str) -> None:
    """Sort values whose order means nothing: databases keep none, and all shall see the same."""
    object.__setattr__(entity, field, tuple(sorted(getattr(entity, field))))
