"""Customer: what it is and which rules it keeps."""

import datetime as dt
from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from app.domain import rules

CustomerId = NewType("CustomerId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One of the customers. It cannot be constructed with invalid values."""

    id: CustomerId
    name: str
    email: str
    created_at: dt.datetime
    updated_at: dt.datetime
    deleted_at: dt.datetime | None
    version: int

    def __post_init__(self) -> None:
        """Check the rules. Rules about several fields belong here too."""
        rules.validate(self, _RULES)


_RULES: rules.Rules = {
    "name": rules.Text(
        min_length=1,
        max_length=100,
    ),
    "email": rules.Email(
        max_length=254,
    ),
    "created_at": rules.Moment(),
    "updated_at": rules.Moment(),
    "deleted_at": rules.Moment(),
}
