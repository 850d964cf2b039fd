"""A project that a command works on: found, locked, and whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arcana_gen.blueprint import ANSWERS_FILE, Answers
from arcana_gen.blueprint.errors import MergeMarkers
from arcana_gen.errors import NotAProject
from arcana_gen.reconcile.answers_merging import finish_merge
from arcana_gen.reconcile.driver import keep_driver
from arcana_gen.reconcile.locking import locked
from arcana_gen.reconcile.recovery import Recovered, recover


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The project's folder and its answers.

    `recovered` tells of a command that was killed, `merged` that git had left the answers in
    conflict.
    """

    root: Path
    answers: Answers
    recovered: Recovered | None = None
    merged: bool = False


@contextmanager
def open_project(start: Path) -> Iterator[Project]:
    """Find the project of a folder and hold it; raises NotAProject or ProjectBusy.

    What an earlier command, or git in the answers, left unfinished is completed or undone first.
    """
    root = find_project(start)
    with locked(root):
        recovered = recover(root)
        keep_driver(root)
        answers, merged = _read(root)
        yield Project(root=root, answers=answers, recovered=recovered, merged=merged)


def _read(root: Path) -> tuple[Answers, bool]:
    """The answers, and whether they had to be merged first."""
    try:
        return Answers.read(root / ANSWERS_FILE), False
    except MergeMarkers:
        if not finish_merge(root):
            raise
    return Answers.read(root / ANSWERS_FILE), True


def find_project(start: Path) -> Path:
    """The folder with the answers, here or above; raises NotAProject."""
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / ANSWERS_FILE).is_file():
            return candidate
    raise NotAProject(path=str(folder))
