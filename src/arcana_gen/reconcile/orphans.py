"""What else stands in folders that are no longer generated.

Files of the user stay, and are named. What tools have made there goes with the folder: the
template itself says so, by a `.gitignore` beside it.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.tree import Tree, files_below, read_entry

_REASON: Final = "you put it there; the rest of its folder is no longer generated"


def find_orphans(
    root: Path, base: Tree, theirs: Tree, *, modules: frozenset[str] | None
) -> list[Change]:
    """Name the user's files in folders that the new rendering no longer has; delete what is made.

    Where only the files of these entities were rendered, only their folders can be told from
    others.
    """
    gone = _folders(base) - _folders(theirs)
    if modules is not None:
        gone = {folder for folder in gone if folder.name in modules}
    paths = {
        path.relative_to(root).as_posix() for folder in gone for path in files_below(root / folder)
    }
    made = set(_made(paths, base))
    return [
        _deleted(root, path) if path in made else _kept(root, path)
        for path in sorted(paths - base.keys())
    ]


def _folders(paths: Iterable[str]) -> set[PurePosixPath]:
    return {PurePosixPath(path).parent for path in paths}


def _made(paths: Iterable[str], base: Tree) -> Iterator[str]:
    """Those that a rendered `.gitignore` in the same folder names."""
    for path in map(PurePosixPath, paths):
        ignored = base.get(str(path.with_name(".gitignore")))
        patterns = ignored.content.decode().splitlines() if ignored else []
        if any(fnmatchcase(path.name, pattern) for pattern in patterns):
            yield str(path)


def _deleted(root: Path, path: str) -> Change:
    return Change(path=path, kind=Kind.DELETE, before=read_entry(root / path), after=None)


def _kept(root: Path, path: str) -> Change:
    entry = read_entry(root / path)
    return Change(path=path, kind=Kind.KEEP, before=entry, after=entry, reason=_REASON)
