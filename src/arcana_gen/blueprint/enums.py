"""The names that the values of an enum get in Python."""

import re

_VALUE = re.compile(r"[A-Za-z0-9]+([ _./+-]+[A-Za-z0-9]+)*")
MAX_VALUE = 40


def is_enum_value(value: str) -> bool:
    """Whether the value is letters and digits, joined by ` _./+-`."""
    return len(value) <= MAX_VALUE and _VALUE.fullmatch(value) is not None


def enum_member(value: str) -> str:
    """`in-progress` -> `IN_PROGRESS`, `2xl` -> `N2XL`; the templates do the same."""
    name = re.sub(r"[^A-Z0-9]+", "_", value.upper())
    return f"N{name}" if name[0].isdigit() else name
