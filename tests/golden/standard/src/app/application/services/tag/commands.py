"""What the use cases of tags are given."""

from dataclasses import dataclass

from app.application.unset import UNSET, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTag:
    """A new one."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTag:
    """Changes to one; what is not given stays as it is."""

    label: str | Unset = UNSET
