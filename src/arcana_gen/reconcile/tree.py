"""Files as they stand: what a path holds, byte for byte."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

_OF_TOOLS: Final = frozenset({".git", ".venv", "node_modules", "__pycache__"})


class Mode(StrEnum):
    """What kind of file a path holds, as far as git would keep it."""

    FILE = "file"
    EXECUTABLE = "executable"
    LINK = "link"
    OTHER = "other"

    @property
    def is_regular(self) -> bool:
        """Whether the content is that of a file."""
        return self in {Mode.FILE, Mode.EXECUTABLE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One path's content; of a link the content is its target, of a folder there is none."""

    content: bytes
    mode: Mode = Mode.FILE

    @property
    def fingerprint(self) -> str:
        """A text that is equal only for equal entries."""
        return f"{self.mode}:{hashlib.sha256(self.content).hexdigest()}"


Tree: TypeAlias = Mapping[str, Entry]
"""Entries by their path from the root, with `/`."""


def read_entry(path: Path) -> Entry | None:
    """What stands at a path; None where nothing does."""
    try:
        found = path.lstat().st_mode
        if stat.S_ISLNK(found):
            return Entry(os.fsencode(path.readlink()), Mode.LINK)
        if not stat.S_ISREG(found):
            return Entry(b"", Mode.OTHER)
        return Entry(path.read_bytes(), Mode.EXECUTABLE if found & 0o111 else Mode.FILE)
    except FileNotFoundError:
        return None
    except NotADirectoryError:  # a file stands where a folder should
        return Entry(b"", Mode.OTHER)


def read_tree(root: Path) -> dict[str, Entry]:
    """Every file and link below a folder, sorted by path."""
    found: dict[str, Entry] = {}
    for folder, folders, files in os.walk(root):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            path = Path(folder) / name
            entry = read_entry(path)
            if entry is not None:
                found[path.relative_to(root).as_posix()] = entry
    return dict(sorted(found.items()))


def read_paths(root: Path, paths: Iterable[str]) -> dict[str, Entry]:
    """What stands at these paths; those where nothing does are left out."""
    entries = {path: read_entry(root / path) for path in paths}
    return {path: entry for path, entry in entries.items() if entry is not None}


def files_below(folder: Path) -> Iterator[Path]:
    """Every file and link below a folder, sorted, apart from what tools keep for themselves."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _OF_TOOLS)
        yield from (Path(place) / name for name in sorted(files))
