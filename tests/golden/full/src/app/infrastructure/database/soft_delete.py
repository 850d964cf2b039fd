"""Rows that are marked as deleted, and can be restored."""

import datetime as dt
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from app.application.ports.unit_of_work import Transaction
from app.domain.errors import NotFound
from app.infrastructure.database.database import Database, sql
from app.infrastructure.database.repository import SqlRepository, Stored

Entity = TypeVar("Entity", bound=Stored)


class SoftDeleteRepository(SqlRepository[Entity]):
    """Rows of a table with `deleted_at`. What is deleted keeps all its values and links."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        deleted_at = self.table.c.deleted_at
        self._select_deleted = self._select.where(deleted_at.is_not(None))
        self._select = self._select.where(deleted_at.is_(None))

    async def get_deleted(self, identity: UUID) -> Entity:
        """Return one that is deleted; raise `NotFound` when it is not, or does not exist."""
        found = await self._database.read(partial(self._read_deleted, identity))
        if found is None:
            raise NotFound(f"there is no deleted {identity} in {self.table.name}")
        return found

    async def soft_delete(
        self, entity: Entity, transaction: Transaction, *, at: dt.datetime
    ) -> None:
        """Mark this version as deleted; raise `StaleVersion` when it is gone."""
        await self._mark(entity, transaction, deleted_at=at, updated_at=at)

    async def restore(self, entity: Entity, transaction: Transaction, *, at: dt.datetime) -> None:
        """Mark this version as not deleted; raise `StaleVersion` when it is gone."""
        await self._mark(entity, transaction, deleted_at=None, updated_at=at)

    async def _mark(
        self, entity: Entity, transaction: Transaction, **marks: dt.datetime | None
    ) -> None:
        work = partial(self._write_marks, entity, marks)
        await sql(transaction).run(work, atomic=True)

    def _read_deleted(self, identity: UUID, connection: Connection) -> Entity | None:
        row = connection.execute(self._select_deleted, {"_identity": identity}).one_or_none()
        return None if row is None else self._to_entities(connection, [row])[0]

    def _write_marks(
        self, entity: Entity, marks: dict[str, dt.datetime | None], connection: Connection
    ) -> None:
        this = {"_identity": entity.id, "_version": entity.version}
        values = {**marks, "version": entity.version + 1, **this}
        self._require(connection.execute(self._update, values).rowcount, entity)
