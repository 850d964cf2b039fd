"""Deciding, as pure data, what happens to each path.

*base* is what the recorded blueprint rendered to, *theirs* what the new one renders to, *ours* the
project as it stands. A command hands in the paths that its change can concern.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from arcana_gen.reconcile.tree import Entry, Tree


class Kind(StrEnum):
    """What happens to a path."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One path: what stands there before, and after; None where nothing does."""

    path: str
    kind: Kind
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command will do, sorted by path: printed, shown as JSON, and applied as it is."""

    changes: tuple[Change, ...]

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that touch a file."""
        return tuple(change for change in self.changes if change.before != change.after)


def make_plan(*, base: Tree, theirs: Tree, ours: Tree) -> Plan:
    """Decide about every path that theirs has."""
    return Plan(tuple(_decided(base, theirs, ours)))


def decide(base: Entry | None, theirs: Entry, ours: Entry | None) -> tuple[Kind, Entry | None]:
    """What happens to a path, and what stands there afterwards."""
    if ours == theirs:
        return Kind.KEEP, ours
    if ours is None and base is None:
        return Kind.ADD, theirs
    if ours is not None and ours == base:
        return Kind.CHANGE, theirs
    if theirs == base:  # the user changed or deleted it, the template did not
        return Kind.KEEP, ours
    return Kind.CONFLICT, ours


def _decided(base: Tree, theirs: Tree, ours: Tree) -> Iterator[Change]:
    for path in sorted(theirs):
        before = ours.get(path)
        kind, after = decide(base.get(path), theirs[path], before)
        yield Change(path=path, kind=kind, before=before, after=after)
