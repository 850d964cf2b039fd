"""What the fake repositories of entities share that can be restored."""

import datetime as dt
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from app.application.ports.unit_of_work import Transaction
from app.domain.errors import Conflict, FieldError, NotFound
from tests.fakes.repository import FakeRepository
from tests.fakes.store import FakeRules, FakeStore

Entity = TypeVar("Entity", bound=Any)


class FakeSoftDeleteRepository(FakeRepository[Entity]):
    """Keeps entities in memory, the deleted ones too."""

    def __init__(self, store: FakeStore) -> None:
        super().__init__(store)
        # What is unique is so only among the living.
        store.rules[self.name] = FakeRules((), self.references)

    async def get(self, identity: UUID) -> Entity:
        """Return one that is not deleted."""
        found = await super().get(identity)
        if found.deleted_at is not None:
            raise NotFound(f"{identity} is deleted")
        return found

    async def get_deleted(self, identity: UUID) -> Entity:
        """Return one that is deleted."""
        found = await super().get(identity)
        if found.deleted_at is None:
            raise NotFound(f"{identity} is not deleted")
        return found

    async def add(self, entity: Entity, transaction: Transaction) -> None:
        """Store a new one, or the next version of one."""
        self._require_free(entity)
        await super().add(entity, transaction)

    async def soft_delete(
        self, entity: Entity, transaction: Transaction, *, at: dt.datetime
    ) -> None:
        """Mark one as deleted."""
        await self._mark(entity, transaction, deleted_at=at, updated_at=at)

    async def restore(self, entity: Entity, transaction: Transaction, *, at: dt.datetime) -> None:
        """Take the mark away."""
        await self._mark(entity, transaction, deleted_at=None, updated_at=at)

    async def _mark(self, entity: Entity, transaction: Transaction, **marks: Any) -> None:
        self._require(entity.id, entity.version)
        await self.add(replace(entity, **marks, version=entity.version + 1), transaction)

    def _require_free(self, entity: Entity) -> None:
        others = [row for row in self._rows() if row.id != entity.id and row.deleted_at is None]
        for name in self.unique if entity.deleted_at is None else ():
            value = getattr(entity, name)
            if value is not None and any(getattr(row, name) == value for row in others):
                error = FieldError(name, "already_exists", "is already taken")
                raise Conflict(f"{name} is taken", code="already_exists", fields=[error])
