"""Conflicts that a merge has left: told to git, and found again until they are gone."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from arcana_gen.errors import GitFailed, GitMissing
from arcana_gen.reconcile.beside import is_beside
from arcana_gen.reconcile.errors import ConflictsLeft
from arcana_gen.reconcile.merge import has_markers
from arcana_gen.reconcile.plan import Change
from arcana_gen.reconcile.tree import Entry, Mode, files_below
from arcana_gen.template import run_git

_MODES: Final = {Mode.FILE: "100644", Mode.EXECUTABLE: "100755", Mode.LINK: "120000"}
_ABSENT: Final = f"0 {'0' * 40}"


def is_in_git(root: Path) -> bool:
    """Whether git's index can be told of conflicts."""
    try:
        run_git("rev-parse", "--show-prefix", cwd=root)
    except (GitFailed, GitMissing):
        return False
    return True


def index_entries(conflicts: Iterable[Change], root: Path) -> tuple[str, ...]:
    """The unmerged entries for git's index, as `git update-index --index-info` reads them.

    Their contents are in git's store afterwards. Empty where there is no repository.
    """
    try:
        prefix = run_git("rev-parse", "--show-prefix", cwd=root).rstrip("\n")
        return tuple(
            line
            for change in conflicts
            if not change.beside
            for line in _entries(change, f"{prefix}{change.path}", root)
        )
    except (GitFailed, GitMissing):
        return ()


def mark_unmerged(entries: Iterable[str], root: Path) -> None:
    """Put the entries into the index; what git refuses stays told by the markers alone."""
    lines = "".join(f"{line}\0" for line in entries)
    if lines:
        _feed_git("update-index", "-z", "--index-info", content=lines.encode(), cwd=root)


def find_conflicts(root: Path) -> tuple[str, ...]:
    """The files of a project that have markers, that git has as unmerged, or the other side."""
    return tuple(sorted({*_marked(root), *_unmerged(root)}))


def require_no_conflicts(root: Path) -> None:
    """Raise ConflictsLeft while an earlier command's conflicts are not resolved."""
    found = find_conflicts(root)
    if found:
        raise ConflictsLeft(paths=", ".join(f"`{path}`" for path in found))


def _entries(change: Change, path: str, root: Path) -> Iterator[str]:
    yield f"{_ABSENT}\t{path}"
    for stage, entry in enumerate((change.base, change.before, change.theirs), start=1):
        if entry is not None and entry.mode in _MODES:
            yield f"{_MODES[entry.mode]} {_store(entry, root)} {stage}\t{path}"


def _store(entry: Entry, root: Path) -> str:
    return _feed_git("hash-object", "-w", "--stdin", content=entry.content, cwd=root).strip()


def _feed_git(*arguments: str, content: bytes, cwd: Path) -> str:
    done = subprocess.run(  # noqa: S603 - arguments of our own, no shell
        ["git", *arguments],  # noqa: S607 - the user's git
        cwd=cwd,
        input=content,
        capture_output=True,
        check=False,
    )
    return done.stdout.decode() if done.returncode == 0 else ""


def _marked(root: Path) -> Iterator[str]:
    for path in files_below(root):
        name = path.relative_to(root).as_posix()
        is_file = not path.is_symlink() and path.is_file()
        if is_beside(name) or (is_file and has_markers(path.read_bytes())):
            yield name


def _unmerged(root: Path) -> Iterator[str]:
    try:
        listed = run_git("ls-files", "--unmerged", "-z", cwd=root)
    except (GitFailed, GitMissing):
        return
    for line in filter(None, listed.split("\0")):
        yield line.partition("\t")[2]
