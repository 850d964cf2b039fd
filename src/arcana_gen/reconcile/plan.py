"""Deciding, as pure data, what happens to each path.

*base* is what the recorded blueprint rendered to, *theirs* what the new one renders to, *ours* the
project as it stands. A command hands in the paths that its change can concern.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from arcana_gen.reconcile.merge import Merge, merge_texts, with_line_ends_of
from arcana_gen.reconcile.tree import Entry, Tree


class Kind(StrEnum):
    """What happens to a path."""

    ADD = "add"
    CHANGE = "change"
    MERGE = "merge"
    MOVE = "move"
    DELETE = "delete"
    KEEP = "keep"
    CONFLICT = "conflict"


DELETED_BY_USER: Final = "you deleted it"
EDITED_BY_USER: Final = "you edited it; the template no longer has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One path: what stands there before, and after; None where nothing does.

    `source` is the path that the file moves here from, where it does; `before` is what stands
    there then. `base` and `theirs` are the other sides of a conflict, for git's index; `beside`
    is the path at which `theirs` comes to stand where git does not have it. What is kept away
    from the project has `theirs` alone.
    """

    path: str
    kind: Kind
    before: Entry | None
    after: Entry | None
    source: str = ""
    reason: str = ""
    base: Entry | None = None
    theirs: Entry | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What has to be done at one path."""

    path: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command will do, sorted by path: printed, shown as JSON, and applied as it is."""

    changes: tuple[Change, ...]

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    def with_changes(self, more: Iterable[Change]) -> Self:
        """The plan with further changes."""
        return type(self)(tuple(sorted((*self.changes, *more), key=lambda change: change.path)))

    @property
    def writes(self) -> tuple[Write, ...]:
        """What has to be written, one entry per path; a move is two."""
        found: dict[str, Write] = {}
        for change in self.changes:
            if change.source:
                left = Write(path=change.source, before=change.before, after=None)
                found.setdefault(change.source, left)
        for change in self.changes:
            before = None if change.source else change.before
            if change.path in found:  # another file moves away from here
                before = found[change.path].before
            if before != change.after:
                found[change.path] = Write(path=change.path, before=before, after=change.after)
        return tuple(sorted(found.values(), key=lambda write: write.path))


def make_plan(
    *,
    base: Tree,
    theirs: Tree,
    ours: Tree,
    moves: Mapping[str, str] | None = None,
    merge: Merge = merge_texts,
) -> Plan:
    """Decide about every path whose rendering changes; `moves` leads from old paths to new ones."""
    return Plan(()).with_changes(_decided(base, theirs, ours, moves or {}, merge))


def decide(
    base: Entry | None, theirs: Entry | None, ours: Entry | None, *, merge: Merge = merge_texts
) -> Change:
    """What happens to a path (which the caller fills in), and what stands there afterwards."""
    if ours is not None and not (base and b"\r\n" in base.content):
        base, theirs = _in_line_ends_of(ours, base), _in_line_ends_of(ours, theirs)
    change = Change(path="", kind=Kind.KEEP, before=ours, after=ours)
    if theirs in (ours, base):
        return change
    if ours is None:
        is_new = base is None
        return replace(change, kind=Kind.ADD, after=theirs) if is_new else _deleted(change)
    if ours == base:
        kind = Kind.DELETE if theirs is None else Kind.CHANGE
        return replace(change, kind=kind, after=theirs)
    if theirs is None:
        return replace(change, reason=EDITED_BY_USER)
    return _merged(change, base, theirs, ours, merge)


def _deleted(change: Change) -> Change:
    return replace(change, kind=Kind.KEEP, after=None, reason=DELETED_BY_USER)


def _merged(change: Change, base: Entry | None, theirs: Entry, ours: Entry, merge: Merge) -> Change:
    conflict = replace(change, kind=Kind.CONFLICT, base=base, theirs=theirs)
    if not all(entry is None or entry.mode.is_regular for entry in (base, theirs, ours)):
        return conflict
    mode = theirs.mode if base and base.mode == ours.mode else ours.mode
    before = base.content if base else b""
    if ours.content in (before, theirs.content):
        return replace(change, kind=Kind.MERGE, after=Entry(theirs.content, mode))
    if theirs.content == before:
        return replace(change, kind=Kind.MERGE, after=Entry(ours.content, mode))
    merged = merge(before, ours.content, theirs.content)
    if merged is None:
        return conflict
    if not merged.clean:
        return replace(conflict, after=Entry(merged.content, mode))
    return replace(change, kind=Kind.MERGE, after=Entry(merged.content, mode))


def _in_line_ends_of(ours: Entry, entry: Entry | None) -> Entry | None:
    if entry is None or not (ours.mode.is_regular and entry.mode.is_regular):
        return entry
    return Entry(with_line_ends_of(ours.content, entry.content), entry.mode)


def _decided(
    base: Tree, theirs: Tree, ours: Tree, moves: Mapping[str, str], merge: Merge
) -> Iterator[Change]:
    arriving = {new: old for old, new in moves.items() if new in theirs and old in base}
    for path in base.keys() | theirs.keys():
        if path in arriving:
            old = arriving[path]
            sides = base[old], theirs[path]
            if path in ours and path not in moves:
                yield from _moved_onto(old, path, sides, ours, merge)
            else:
                yield _moved(old, path, sides, ours, merge)
        elif path not in theirs and moves.get(path) in arriving:
            continue  # told with the path that it moves to
        elif base.get(path) != theirs.get(path):
            change = decide(base.get(path), theirs.get(path), ours.get(path), merge=merge)
            if change.kind != Kind.KEEP or change.reason or path not in base:
                yield replace(change, path=path)


def _moved(old: str, new: str, sides: tuple[Entry, Entry], ours: Tree, merge: Merge) -> Change:
    """A file under a new name: what the user made of it goes along."""
    change = decide(*sides, ours.get(old), merge=merge)
    if change.before is None:
        return replace(_deleted(change), path=new)
    kind = change.kind if change.kind == Kind.CONFLICT else Kind.MOVE
    return replace(change, path=new, source=old, kind=kind)


def _moved_onto(
    old: str, new: str, sides: tuple[Entry, Entry], ours: Tree, merge: Merge
) -> Iterator[Change]:
    """A file under a new name where the user has one already: perhaps the old one, moved."""
    base, theirs = sides
    known = base if old not in ours else None
    yield replace(decide(known, theirs, ours[new], merge=merge), path=new)
    if old in ours:
        yield replace(decide(base, None, ours[old], merge=merge), path=old)
