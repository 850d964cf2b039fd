"""Many-to-many relations: a table of pairs, read and written with the entity that owns it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A table of pairs; `attribute` is the entity's tuple of identifiers of the other side."""

    attribute: str
    table: sa.Table
    owner: str
    target: str

    def owners_of(self, parameter: str) -> sa.Select[Any]:
        """Select the owners linked to the target bound to `parameter`."""
        target = self.table.c[self.target]
        return sa.select(self.table.c[self.owner]).where(target == sa.bindparam(parameter))

    def read(self, connection: Connection, owners: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
        """Return the targets of each owner, in one statement."""
        owner, target = self.table.c[self.owner], self.table.c[self.target]
        statement = sa.select(owner, target).where(owner.in_(owners)).order_by(owner, target)
        found: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for owner_id, target_id in connection.execute(statement):
            found[owner_id].append(target_id)
        return {owner_id: tuple(targets) for owner_id, targets in found.items()}

    def write(self, connection: Connection, owner: UUID, targets: Sequence[UUID]) -> None:
        """Make `targets` the targets of `owner`."""
        column = self.table.c[self.owner]
        connection.execute(sa.delete(self.table).where(column == owner))
        if targets:
            rows = [{self.owner: owner, self.target: target} for target in targets]
            connection.execute(sa.insert(self.table), rows)


@dataclass(frozen=True, slots=True)
class Linked:
    """The targets that were read for a set of owners, by attribute and owner."""

    targets: Mapping[str, Mapping[UUID, tuple[UUID, ...]]] = field(default_factory=dict)

    def of(self, attribute: str, owner: UUID) -> tuple[Any, ...]:
        """Return the targets of one owner, sorted."""
        return self.targets[attribute].get(owner, ())
