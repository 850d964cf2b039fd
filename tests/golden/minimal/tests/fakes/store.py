"""What the fake repositories keep instead of tables, and its transactions."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any
from uuid import UUID

from app.application.ports.unit_of_work import Transaction
from app.domain.errors import Conflict


class OnDelete(Enum):
    """What happens to those that refer to what is deleted."""

    RESTRICT = auto()
    CASCADE = auto()
    SET_NULL = auto()


@dataclass(frozen=True, slots=True)
class FakeReference:
    """To which entity a field refers."""

    target: str
    on_delete: OnDelete


@dataclass(slots=True)
class FakeRules:
    """What a database knows about one entity."""

    unique: tuple[str, ...]
    references: Mapping[str, FakeReference]


@dataclass(slots=True)
class FakeStore:
    """Entities by name and identifier, with the rules that a database would enforce."""

    rules: dict[str, FakeRules] = field(default_factory=dict)
    rows: defaultdict[str, dict[UUID, Any]] = field(default_factory=lambda: defaultdict(dict))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Undo everything when the block raises."""
        with self._all_or_nothing():
            yield Transaction()

    def single(self) -> Transaction:
        """Return a transaction for one write: each is all or nothing anyway."""
        return Transaction()

    def put(self, name: str, entity: Any) -> None:
        """Store an entity; raise `Conflict` when it breaks a rule."""
        rules = self.rules[name]
        for field_name in rules.unique:
            value = getattr(entity, field_name)
            others = (row for row in self.rows[name].values() if row.id != entity.id)
            if value is not None and any(getattr(row, field_name) == value for row in others):
                raise Conflict(f"{field_name} is already taken", code="already_exists")
        for field_name, reference in rules.references.items():
            missing = set(_targets(entity, field_name)) - set(self.rows[reference.target])
            if missing - ({entity.id} if reference.target == name else set()):
                raise Conflict(f"{field_name} refers to nothing", code="missing_reference")
        self.rows[name][entity.id] = entity

    def remove(self, name: str, identity: UUID) -> None:
        """Delete an entity and treat those that refer to it as their rule says."""
        with self._all_or_nothing():
            del self.rows[name][identity]
            for other, rules in self.rules.items():
                for field_name, reference in rules.references.items():
                    if reference.target == name:
                        self._release(other, field_name, reference.on_delete, identity)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        before = {name: dict(rows) for name, rows in self.rows.items()}
        try:
            yield
        except BaseException:
            self.rows.clear()
            self.rows.update(before)
            raise

    def _release(self, other: str, field_name: str, rule: OnDelete, identity: UUID) -> None:
        for row in list(self.rows[other].values()):
            if identity not in _targets(row, field_name):
                continue
            if rule is OnDelete.RESTRICT:
                raise Conflict(f"{field_name} still refers to it", code="still_referenced")
            if isinstance(getattr(row, field_name), tuple):
                kept = tuple(one for one in getattr(row, field_name) if one != identity)
                self.rows[other][row.id] = replace(row, **{field_name: kept})
            elif rule is OnDelete.CASCADE:
                self.remove(other, row.id)
            else:
                self.rows[other][row.id] = replace(row, **{field_name: None})


def _targets(entity: Any, field_name: str) -> tuple[UUID, ...]:
    value = getattr(entity, field_name)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)
