"""The difference between "set it to nothing" and "leave it alone"."""

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


def given(command: "DataclassInstance") -> dict[str, Any]:
    """Return the fields of a command that were given, by name."""
    values = ((field.name, getattr(command, field.name)) for field in fields(command))
    return {name: value for name, value in values if value is not UNSET}
