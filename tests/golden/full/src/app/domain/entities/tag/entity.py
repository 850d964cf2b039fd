"""Tag: what it is and which rules it keeps."""

import datetime as dt
from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from app.domain import rules

TagId = NewType("TagId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One of the tags. It cannot be constructed with invalid values."""

    id: TagId
    label: str
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int

    def __post_init__(self) -> None:
        """Check the rules. Rules about several fields belong here too."""
        rules.validate(self, _RULES)


_RULES: rules.Rules = {
    "label": rules.Text(
        max_length=40,
    ),
    "created_at": rules.Moment(),
    "updated_at": rules.Moment(),
}
