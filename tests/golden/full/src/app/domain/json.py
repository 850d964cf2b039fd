"""The type of JSON documents."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import TypeAlias

JsonValue: TypeAlias = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None


def copies_of(value: JsonValue) -> Callable[[], JsonValue]:
    """Return what makes a copy: a default must not change with what it was given to."""
    return partial(deepcopy, value)
