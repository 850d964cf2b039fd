"""The port through which tags are stored."""

from typing import Protocol

from app.application.ports import unit_of_work
from app.domain import paging
from app.domain.entities.tag.entity import (
    Tag,
    TagId,
)


class TagRepository(Protocol):
    """Stores tags. Reads need no transaction, writes do."""

    async def get(
        self,
        identity: TagId,
    ) -> Tag:
        """Return one; raise `NotFound` when it does not exist."""
        ...

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Tag]:
        """Return a part of the list."""
        ...

    async def add(
        self,
        entity: Tag,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store a new one; raise `Conflict` when a unique value is taken or a reference is broken."""
        ...

    async def save(
        self,
        entity: Tag,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store the next version of one; raise `StaleVersion` when another is stored already."""
        ...

    async def delete(
        self,
        entity: Tag,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Delete one; raise `StaleVersion` when another version is stored, `Conflict` when in use."""
        ...
