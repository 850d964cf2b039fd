"""Files that the user has taken over: the template no longer concerns them.

Of a folder, these are the files that were in it. What a command is asked to add there is nobody's
yet, and is written; what a newer template brings is not, and that is said.
"""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.tree import Entry, Tree, read_entry

_EJECTED: Final = "you took it over with `arcana eject`"
_FOLDER_EJECTED: Final = "you took its folder over with `arcana eject`"


def without_ejected(tree: Tree, ejected: Iterable[str]) -> dict[str, Entry]:
    """The rendering without the paths that were taken over."""
    places = frozenset(ejected)
    return {path: entry for path, entry in tree.items() if not is_ejected(path, places)}


def hold_ejected(
    root: Path,
    base: dict[str, Entry],
    theirs: dict[str, Entry],
    ejected: Iterable[str],
    *,
    asked_for: Container[str],
) -> list[Change]:
    """Remove ejected paths from both renderings; tell of those that would have changed.

    Paths of `theirs` that were `asked_for` are written where nothing stands in their way.
    """
    places = frozenset(ejected)
    found = [path for path in sorted(base.keys() | theirs.keys()) if is_ejected(path, places)]
    held: list[Change] = []
    for path in found:
        ours = read_entry(root / path)
        if ours is None and path in asked_for:
            continue
        before, after = base.pop(path, None), theirs.pop(path, None)
        if before != after and (ours or after):
            kept_away = after if ours is None else None
            reason = _EJECTED if ours or path in places else _FOLDER_EJECTED
            held.append(
                Change(
                    path=path,
                    kind=Kind.KEEP,
                    before=ours,
                    after=ours,
                    theirs=kept_away,
                    reason=reason,
                )
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
