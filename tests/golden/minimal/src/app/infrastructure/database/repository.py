"""What the repositories of all entities share: reading and writing rows of one table."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from app.application.ports.unit_of_work import Transaction
from app.domain.errors import NotFound, StaleVersion
from app.domain.paging import Page, PageRequest
from app.infrastructure.database.database import Database, sql
from app.infrastructure.database.dialect import types
from app.infrastructure.database.links import Link, Linked
from app.infrastructure.database.listing import ListStatements

# Names of parameters start with an underscore, which the name of a column never does.
_IDENTITY = sa.bindparam("_identity", type_=types.Identifier())
_VERSION = sa.bindparam("_version", type_=sa.Integer())


class Stored(Protocol):
    """What every stored entity has."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


Entity = TypeVar("Entity", bound=Stored)


class SqlRepository(Generic[Entity]):
    """Rows of `table` as entities, whose fields have the names of columns and links.

    Statements are built once.
    """

    entity: ClassVar[type[Any]]
    table: ClassVar[sa.Table]
    links: ClassVar[tuple[Link, ...]] = ()

    def __init__(self, database: Database) -> None:
        self._database = database
        identity = self.table.c.id == _IDENTITY
        unchanged = sa.and_(identity, self.table.c.version == _VERSION)
        # What the database computes is neither read nor written.
        columns = [column for column in self.table.c if column.computed is None]
        self._select = sa.select(*columns).where(identity)
        self._insert = sa.insert(self.table)
        self._update = sa.update(self.table).where(unchanged)
        self._delete = sa.delete(self.table).where(unchanged)
        self._lists = ListStatements(self.table, columns, self.links)
        self._columns = tuple(column.name for column in columns)

    def to_entity(self, row: Row[Any], linked: Linked) -> Entity:
        """Build the entity of a row.

        What is stored was valid once: rules that came later must not keep anybody from reading it.
        """
        entity: Entity = object.__new__(self.entity)
        for name, value in zip(self._columns, row, strict=True):
            object.__setattr__(entity, name, value)
        for link in self.links:
            object.__setattr__(entity, link.attribute, linked.of(link.attribute, entity.id))
        return entity

    def to_row(self, entity: Entity) -> dict[str, object]:
        """Return the values of an entity's columns, by name."""
        return {name: getattr(entity, name) for name in self._columns}

    async def get(self, identity: UUID) -> Entity:
        """Return one entity; raise `NotFound` when it does not exist."""
        found = await self._database.read(partial(self._read_one, identity))
        if found is None:
            raise NotFound(f"there is no {identity} in {self.table.name}")
        return found

    async def list(self, request: PageRequest) -> Page[Entity]:
        """Return a part of the list."""
        return await self._database.read(partial(self._read_page, request))

    async def add(self, entity: Entity, transaction: Transaction) -> None:
        """Store a new entity."""
        work = partial(self._write_new, entity)
        await sql(transaction).run(work, atomic=not self.links)

    async def save(self, entity: Entity, transaction: Transaction) -> None:
        """Store a changed entity over the version before it; raise `StaleVersion` when that is gone."""
        work = partial(self._write_changed, entity)
        await sql(transaction).run(work, atomic=not self.links)

    async def delete(self, entity: Entity, transaction: Transaction) -> None:
        """Delete this version of an entity; raise `StaleVersion` when it is gone."""
        await sql(transaction).run(partial(self._write_deleted, entity), atomic=True)

    def _read_one(self, identity: UUID, connection: Connection) -> Entity | None:
        row = connection.execute(self._select, {"_identity": identity}).one_or_none()
        return None if row is None else self._to_entities(connection, [row])[0]

    def _read_page(self, request: PageRequest, connection: Connection) -> Page[Entity]:
        total = None
        if request.offset is not None:
            total = connection.execute(*self._lists.count(request)).scalar_one()
        rows = connection.execute(*self._lists.page(request)).all()
        items = self._to_entities(connection, rows[: request.limit])
        return Page(items=tuple(items), more=len(rows) > request.limit, total=total)

    def _to_entities(self, connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Entity]:
        owners = [row.id for row in rows] if self.links else []
        linked = Linked({link.attribute: link.read(connection, owners) for link in self.links})
        return [self.to_entity(row, linked) for row in rows]

    def _write_new(self, entity: Entity, connection: Connection) -> None:
        connection.execute(self._insert, self.to_row(entity))
        self._write_links(entity, connection)

    def _write_changed(self, entity: Entity, connection: Connection) -> None:
        before = {"_identity": entity.id, "_version": entity.version - 1}
        changed = connection.execute(self._update, {**self.to_row(entity), **before})
        self._require(changed.rowcount, entity)
        self._write_links(entity, connection)

    def _write_deleted(self, entity: Entity, connection: Connection) -> None:
        this = {"_identity": entity.id, "_version": entity.version}
        self._require(connection.execute(self._delete, this).rowcount, entity)

    def _write_links(self, entity: Entity, connection: Connection) -> None:
        for link in self.links:
            link.write(connection, entity.id, getattr(entity, link.attribute))

    def _require(self, rowcount: int, entity: Entity) -> None:
        if rowcount == 0:
            raise StaleVersion(f"{entity.id} in {self.table.name} was changed in the meantime")
