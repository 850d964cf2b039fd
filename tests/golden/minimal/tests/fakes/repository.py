"""What the fake repositories of all entities share."""

import operator
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from app.application.ports.unit_of_work import Transaction
from app.domain.errors import NotFound, StaleVersion
from app.domain.paging import Filter, Operator, Page, PageRequest, Sort
from tests.fakes.store import FakeReference, FakeRules, FakeStore

Entity = TypeVar("Entity", bound=Any)


class FakeRepository(Generic[Entity]):
    """Keeps entities in memory and behaves like the database."""

    name: ClassVar[str]
    unique: ClassVar[tuple[str, ...]] = ()
    references: ClassVar[Mapping[str, FakeReference]] = {}

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        store.rules[self.name] = FakeRules(self.unique, self.references)

    async def get(self, identity: UUID) -> Entity:
        """Return one."""
        found: Entity | None = self._store.rows[self.name].get(identity)
        if found is None:
            raise NotFound(f"there is no {identity}")
        return found

    async def list(self, request: PageRequest) -> Page[Entity]:
        """Return a part of the list."""
        rows = [row for row in self._rows() if all(matches(row, one) for one in request.filters)]
        for key in reversed(request.sort):
            rows.sort(key=partial(_rank_of, key.field), reverse=key.descending)
        start = request.offset or 0
        if request.after is not None:
            start = sum(not _behind(row, request.sort, request.after) for row in rows)
        return Page(
            items=tuple(rows[start : start + request.limit]),
            more=len(rows) > start + request.limit,
            total=None if request.offset is None else len(rows),
        )

    async def add(self, entity: Entity, transaction: Transaction) -> None:
        """Store a new one."""
        assert isinstance(transaction, Transaction)
        self._store.put(self.name, entity)

    async def save(self, entity: Entity, transaction: Transaction) -> None:
        """Store the next version of one."""
        self._require(entity.id, entity.version - 1)
        await self.add(entity, transaction)

    async def delete(self, entity: Entity, transaction: Transaction) -> None:
        """Delete one."""
        assert isinstance(transaction, Transaction)
        self._require(entity.id, entity.version)
        self._store.remove(self.name, entity.id)

    def _rows(self) -> Any:
        return self._store.rows[self.name].values()

    def _require(self, identity: UUID, version: int) -> None:
        stored = self._store.rows[self.name].get(identity)
        if stored is None or stored.version != version:
            raise StaleVersion(f"{identity} was changed in the meantime")


def _rank_of(field: str, row: Any) -> tuple[bool, Any]:
    return rank(getattr(row, field))


def rank(value: Any) -> tuple[bool, Any]:
    """Missing values are the largest."""
    return (value is None, 0 if value is None else value)


def _behind(row: Any, sort: tuple[Sort, ...], after: tuple[object, ...]) -> bool:
    for key, value in zip(sort, after, strict=True):
        here, there = rank(getattr(row, key.field)), rank(value)
        if here != there:
            return (here < there) is key.descending
    return False


def matches(row: Any, condition: Filter) -> bool:
    """Tell whether a filter lets a row through."""
    value = getattr(row, condition.field)
    if condition.operator is Operator.NULL:
        return (value is None) is condition.value
    if isinstance(value, tuple):
        return condition.value in value
    return value is not None and _COMPARE[condition.operator](value, condition.value)


_COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,
    Operator.LTE: operator.le,
    Operator.GT: operator.gt,
    Operator.GTE: operator.ge,
    Operator.IN: lambda value, wanted: value in wanted,
}
