"""What a command is about to do to a project, written down before it begins.

A journal under its name means *complete this*; renamed, it means *undo this*. Either can be done
again and again, from wherever the last attempt was killed.
"""

import json
import os
import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Final, Self

from arcana_gen.errors import ChangedMeanwhile, NewerJournal
from arcana_gen.reconcile.branches import Branch
from arcana_gen.reconcile.conflicts import mark_unmerged
from arcana_gen.reconcile.tree import read_entry

STAGING: Final = ".arcana-staging"
"""The folder in a project that holds the journal and the files that it is about."""

LOCK: Final = "uv.lock"
"""The lock file of the dependencies, which is locked between the files and their commit."""

_FORMAT: Final = 2  # 1 was without branches
_LOCK_COPY: Final = "old/lock"
_FORWARD: Final = "journal.json"
_BACK: Final = "undo.json"
_BYTE_CODE: Final = "__pycache__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One file to be put in place.

    `before` and `after` are fingerprints of what stands there, None for nothing; `new` and `old`
    are the staged file and the copy of the one that it replaces or that goes.
    """

    path: str
    before: str | None
    after: str | None
    new: str | None
    old: str | None

    def is_done(self, root: Path) -> bool:
        """Whether a command that was killed had come this far."""
        if self.new is None:
            return not _is_there(root / self.path)
        return not _is_there(root / STAGING / self.new)

    def is_as_after(self, root: Path) -> bool:
        """Whether what stands there is what the command puts there."""
        return _fingerprint(root / self.path) == self.after

    def is_as_before(self, root: Path) -> bool:
        """Whether what stands there is what the command has found there."""
        return _fingerprint(root / self.path) == self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """All operations of one command, and the folders that it has to make for them.

    `unmerged` are entries for git's index: the conflicts that the command leaves. `branch` is
    what all of it happens on, where that is not the current one.
    """

    operations: tuple[Operation, ...]
    folders: tuple[str, ...]
    unmerged: tuple[str, ...] = ()
    branch: Branch | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the command concerns."""
        return tuple(operation.path for operation in self.operations)

    def begin(self, root: Path) -> None:
        """Write the journal down; from here on the command will be completed."""
        staging = root / STAGING
        draft = staging / "draft.json"
        content = {"format": _FORMAT, **asdict(self)}
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        sync(draft)
        draft.replace(staging / _FORWARD)
        sync(staging)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a journal; raises NewerJournal."""
        content = json.loads(path.read_bytes())
        if content["format"] > _FORMAT:
            raise NewerJournal(path=str(path))
        operations = tuple(Operation(**operation) for operation in content["operations"])
        folders, unmerged = (tuple(content.get(key, ())) for key in ("folders", "unmerged"))
        branch = Branch(**content["branch"]) if content.get("branch") else None
        return cls(operations=operations, folders=folders, unmerged=unmerged, branch=branch)

    def with_lock(self, root: Path) -> Self:
        """The journal after the dependencies were locked: with what became of the lock file."""
        before, after = _fingerprint(root / STAGING / _LOCK_COPY), _fingerprint(root / LOCK)
        branch = replace(self.branch, locks=False) if self.branch else None
        lock = Operation(path=LOCK, before=before, after=after, new="new/lock", old=_LOCK_COPY)
        added = (lock,) if before != after else ()
        return replace(self, operations=(*self.operations, *added), branch=branch)

    def complete(self, root: Path) -> None:
        """Put every staged file in place; raises ChangedMeanwhile if another stands there."""
        for operation in self.operations:
            target = root / operation.path
            if operation.is_done(root):
                continue
            if not operation.is_as_before(root):
                raise ChangedMeanwhile(path=operation.path)
            if operation.new is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            (root / STAGING / operation.new).replace(target)
        for folder in {(root / operation.path).parent for operation in self.operations}:
            if folder.is_dir():  # or removed before the command was killed
                sync(folder)
        _remove_empty_folders(root, [step.path for step in self.operations if step.new is None])
        mark_unmerged(self.unmerged, root)

    def undo(self, root: Path, *, keep: Collection[str] = ()) -> None:
        """Put everything back, apart from files that somebody has changed since, or shall keep."""
        staging = root / STAGING
        if _is_there(staging / _FORWARD):
            (staging / _FORWARD).replace(staging / _BACK)
            sync(staging)
        for operation in self.operations:
            target = root / operation.path
            if operation.path in keep or not operation.is_done(root):
                continue
            if not operation.is_as_after(root):
                continue
            if operation.old is None:
                target.unlink()
            elif _is_there(staging / operation.old):
                target.parent.mkdir(parents=True, exist_ok=True)
                (staging / operation.old).replace(target)
        for folder in reversed(self.folders):
            with suppress(OSError):  # not made yet, or holds a file of the user
                (root / folder).rmdir()


def find_journal(root: Path) -> tuple[Journal | None, bool]:
    """The journal that a command has left, and whether it is already being undone."""
    staging = root / STAGING
    for name in (_BACK, _FORWARD):
        if _is_there(staging / name):
            return Journal.read(staging / name), name == _BACK
    return None, False


def keep_lock(root: Path) -> None:
    """Stage a copy of the lock file, which may have to be put back."""
    shutil.copy2(root / LOCK, root / STAGING / _LOCK_COPY)


def put_back_lock(root: Path) -> bool:
    """Put the lock file back as it was; tell whether it was another."""
    copy = root / STAGING / _LOCK_COPY
    if _fingerprint(copy) == _fingerprint(root / LOCK):
        return False
    shutil.copy2(copy, root / LOCK)
    return True


def clear(root: Path) -> None:
    """Remove the staging folder; the journal first, since without it there is nothing to do."""
    staging = root / STAGING
    for name in (_FORWARD, _BACK):
        (staging / name).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def missing_folders(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """The folders that have to be made for these paths, parents first."""
    found: dict[str, None] = {}
    for path in paths:
        parents = list(Path(path).parents)[:-1]
        for parent in reversed(parents):
            if not (root / parent).exists():
                found[parent.as_posix()] = None
    return tuple(found)


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_empty_folders(root: Path, gone: Sequence[str]) -> None:
    """Remove the folders that files have left; byte code is nothing to keep one for."""
    folders = {folder for path in gone for folder in PurePath(path).parents[:-1]}
    for folder in sorted((root / name for name in folders), reverse=True):
        if folder.is_dir() and [path.name for path in folder.iterdir()] == [_BYTE_CODE]:
            shutil.rmtree(folder / _BYTE_CODE, ignore_errors=True)
        with suppress(OSError):  # not empty, or gone
            folder.rmdir()


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _fingerprint(path: Path) -> str | None:
    entry = read_entry(path)
    return None if entry is None else entry.fingerprint
