"""What the use cases of customers are given."""

from dataclasses import dataclass

from app.application.unset import UNSET, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCustomer:
    """A new one."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCustomer:
    """Changes to one; what is not given stays as it is."""

    name: str | Unset = UNSET
    email: str | Unset = UNSET
