"""Paths that may be written: inside the project, legal everywhere, distinct everywhere."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from arcana_gen.errors import PathsClash, UnsafePath

_ILLEGAL: Final = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def check_paths(paths: Iterable[str], *, root: Path) -> None:
    """Raise UnsafePath or PathsClash for the first path that may not be written below root."""
    spelled: dict[str, str] = {}
    listed: dict[Path, dict[str, str]] = {}
    inside: set[str] = set()
    for path in paths:
        _check_spelling(path)
        folder = path.rpartition("/")[0]
        if folder not in inside:
            _check_inside(path, root)
            inside.add(folder)
        for part in _with_parents(path):
            first = spelled.setdefault(part.lower(), part)
            if first != part:
                raise PathsClash(first=first, second=part)
            _check_neighbours(part, root, listed)


def _check_spelling(path: str) -> None:
    for part in path.split("/"):
        if part in {"", ".", ".."}:
            raise UnsafePath(path=path, reason="it is no plain path from the project's folder")
        if part.lower() == ".git":
            raise UnsafePath(path=path, reason="it belongs to git")
        if _ILLEGAL.search(part) or _DEVICES.fullmatch(part) or part.endswith((".", " ")):
            raise UnsafePath(path=path, reason="Windows does not allow that name")


def _check_inside(path: str, root: Path) -> None:
    parent = (root / path).parent
    if not parent.resolve().is_relative_to(root.resolve()):
        raise UnsafePath(path=path, reason="a link on the way leads out of the project")


def _check_neighbours(path: str, root: Path, listed: dict[Path, dict[str, str]]) -> None:
    """Compare with what stands in the same folder under another spelling."""
    target = root / path
    if target.parent not in listed:
        listed[target.parent] = _names(target.parent)
    there = listed[target.parent].get(target.name.lower(), target.name)
    if there != target.name:
        found = (target.parent / there).relative_to(root).as_posix()
        raise PathsClash(first=found, second=path)


def _names(folder: Path) -> dict[str, str]:
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    count = Counter(name.lower() for name in names)
    # Where both spellings stand already, either may be written again.
    return {name.lower(): name for name in names if count[name.lower()] == 1}


def _with_parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]
