"""Files that the user has taken over: the template no longer concerns them."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.tree import Entry

_EJECTED: Final = "you took it over with `arcana eject`"


def take_out_ejected(
    base: dict[str, Entry], theirs: dict[str, Entry], ejected: Iterable[str]
) -> list[Change]:
    """Remove ejected paths from both renderings; tell of those that would have changed."""
    places = frozenset(ejected)
    held: list[Change] = []
    for path in sorted(base.keys() | theirs.keys()) if places else ():
        if is_ejected(path, places):
            before, after = base.pop(path, None), theirs.pop(path, None)
            if before != after:
                held.append(
                    Change(path=path, kind=Kind.KEEP, before=None, after=None, reason=_EJECTED)
                )
    return held


def is_ejected(path: str, places: frozenset[str]) -> bool:
    """Whether a path, or a folder above it, is among these places."""
    return path in places or any(str(parent) in places for parent in PurePosixPath(path).parents)


def shortest(paths: Iterable[str], module: str) -> frozenset[str]:
    """The files of one entity as few places: its folders, and its files elsewhere."""
    return frozenset(_place(path, module) for path in paths)


def _place(path: str, module: str) -> str:
    folders: Iterator[PurePosixPath] = reversed(PurePosixPath(path).parents)
    return next((str(folder) for folder in folders if folder.name == module), path)
