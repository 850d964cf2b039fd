"""The names and numbers that the values of an enum get in Python and in protobuf."""

import re
from collections.abc import Sequence

_VALUE = re.compile(r"[A-Za-z0-9]+([ _./+-]+[A-Za-z0-9]+)*")
# Where linters of protobuf see a new word in the name of an enum.
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<!^)(?=[A-Z][a-z])")
MAX_VALUE = 40
UNSPECIFIED = "UNSPECIFIED"
"""What the number zero is called in protobuf: none of the values."""


def is_enum_value(value: str) -> bool:
    """Whether the value is letters and digits, joined by ` _./+-`."""
    return len(value) <= MAX_VALUE and _VALUE.fullmatch(value) is not None


def enum_member(value: str) -> str:
    """`in-progress` -> `IN_PROGRESS`, `2xl` -> `N2XL`; the templates do the same."""
    name = re.sub(r"[^A-Z0-9]+", "_", value.upper())
    return f"N{name}" if name[0].isdigit() else name


def enum_name(field: str) -> str:
    """`line_1` -> `Line1`; the templates do the same."""
    return "".join(word[:1].upper() + word[1:] for word in field.split("_"))


def enum_prefix(field: str) -> str:
    """`line_1` -> `LINE1`: what the values begin with in protobuf; the templates do the same."""
    return _WORD.sub("_", enum_name(field)).upper()


def enum_numbers(count: int, numbers: Sequence[int], reserved: Sequence[int]) -> tuple[int, ...]:
    """The protobuf numbers of all values; those without one get the next that no value ever had."""
    following = max((*numbers, *reserved), default=0) + 1
    return (*numbers, *range(following, following + count - len(numbers)))
