"""The plain values that an answers file holds."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)


def as_text(value: object) -> str:
    """The value as people write it: truth values as in an answers file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def plain(value: object) -> JsonValue:
    """The value as plain data; raises TypeError for what an answers file cannot hold."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"`{value}` is not plain data")
