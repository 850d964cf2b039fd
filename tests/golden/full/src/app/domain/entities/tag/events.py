"""What happens to tags."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.entities.tag.entity import (
    Tag,
    TagId,
)
from app.domain.events import Change, DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChanged(DomainEvent):
    """One was changed: `entity` is what it is since then, or was until it was deleted."""

    name: ClassVar[str] = "tag_changed"

    change: Change
    entity: Tag

    @property
    def subject(self) -> TagId:
        """Return its identifier."""
        return self.entity.id
