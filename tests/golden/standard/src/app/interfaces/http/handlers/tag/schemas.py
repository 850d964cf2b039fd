"""The bodies of tags."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from pydantic import Field

from app.application.services.tag.commands import (
    CreateTag,
    UpdateTag,
)
from app.domain.entities.tag.entity import (
    Tag,
)
from app.interfaces.http.bodies import Body, PatchBody, nothing_sent
from app.interfaces.http.fields import UtcDateTime


class _TagFields(Body):
    """What can be set at any time."""

    label: str = Field(
        max_length=40,
    )


class TagCreate(_TagFields):
    """A new one."""

    def to_command(self) -> CreateTag:
        """Return what the service is given."""
        return CreateTag(
            label=self.label,
        )


class TagReplace(_TagFields):
    """A replacement: what is not sent gets its default."""

    def to_update(self) -> UpdateTag:
        """Return what the service is given."""
        return UpdateTag(
            label=self.label,
        )


class TagPatch(PatchBody):
    """Changes: what is not sent stays."""

    label: str = Field(
        default_factory=nothing_sent,
        max_length=40,
    )

    def to_command(self) -> UpdateTag:
        """Return what the service is given."""
        return UpdateTag(**self.sent())


# Only written, and from what is valid already: a plain class costs a sixth of a model.
@dataclass(slots=True, kw_only=True)
class TagRead:
    """What clients see."""

    id: UUID
    label: str
    created_at: UtcDateTime
    updated_at: UtcDateTime
    version: int

    @classmethod
    def of(
        cls,
        entity: Tag,
    ) -> Self:
        """Show one."""
        return cls(
            id=entity.id,
            label=entity.label,
            created_at=entity.created_at,
            updated_at=entity.updated_at,
            version=entity.version,
        )
