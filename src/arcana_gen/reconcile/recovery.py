"""Completing or undoing what a killed command has left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from arcana_gen.errors import ChangedMeanwhile, GitFailed, GitLocked
from arcana_gen.reconcile.errors import NotCommitted
from arcana_gen.reconcile.finishing import finish, undo
from arcana_gen.reconcile.journal import STAGING, Journal, clear, find_journal
from arcana_gen.reconcile.waiting import until_done
from arcana_gen.template import work_tree_root


class Outcome(StrEnum):
    """What became of a command that was killed."""

    COMPLETED = "completed"
    UNCOMMITTED = "uncommitted"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What became of a command that was killed, and what the user should know besides.

    `branch` is its branch, empty where there is none any more; `notes` are of its unfinished part.
    """

    outcome: Outcome
    branch: str = ""
    notes: tuple[str, ...] = ()


def recover(root: Path) -> Recovered | None:
    """Complete or undo what a killed command has left; None where there is nothing.

    Raises GitLocked, which leaves the rest to the next command.
    """
    if not (root / STAGING).is_dir():
        return None
    journal, is_undone = find_journal(root)
    if journal is None:  # killed while staging: nothing was touched
        clear(root)
        return None
    if journal.branch and work_tree_root(root) is None:
        journal = replace(journal, branch=None)
    if is_undone or not _may_go_on(journal, root):
        return _undone(journal, root)
    try:
        notes = finish(journal, root, _silently)
    except NotCommitted as error:
        clear(root)
        return Recovered(outcome=Outcome.UNCOMMITTED, branch=error.branch, notes=(error.problem,))
    except GitLocked:
        raise
    except (ChangedMeanwhile, GitFailed, OSError):
        return _undone(journal, root)
    clear(root)
    name = journal.branch.name if journal.branch else ""
    return Recovered(outcome=Outcome.COMPLETED, branch=name, notes=tuple(notes))


def _may_go_on(journal: Journal, root: Path) -> bool:
    """Whether the user has neither left the branch since nor put the files back."""
    branch = journal.branch
    if branch is None:
        return True
    begun = [step for step in journal.operations if step.is_done(root)]
    if not begun:
        return branch.is_current(root) or branch.can_begin(root)
    return branch.is_current(root) and not all(step.is_as_before(root) for step in begun)


def _undone(journal: Journal, root: Path) -> Recovered:
    with until_done():
        undo(root)
    branch = journal.branch
    name = branch.name if branch and branch.exists(root) else ""
    return Recovered(outcome=Outcome.UNDONE, branch=name)


@contextmanager
def _silently(_title: str) -> Iterator[None]:
    yield
