"""From a journal to the end of its command, or back to where it began.

Both can be done again and again, from wherever the last attempt was killed.
"""

from pathlib import Path

from arcana_gen.errors import GitFailed, GitLocked
from arcana_gen.reconcile.branches import Branch, uncommitted
from arcana_gen.reconcile.dependencies import lock_dependencies
from arcana_gen.reconcile.errors import NotCommitted
from arcana_gen.reconcile.journal import Journal, clear, find_journal, put_back_lock
from arcana_gen.reconcile.outcome import Step
from arcana_gen.reconcile.waiting import until_done
from arcana_gen.template import work_tree_root


def finish(journal: Journal, root: Path, step: Step) -> list[str]:
    """Switch to the branch, put the files in place, lock, commit: whatever is left of that.

    Returns what the user should know. Raises ChangedMeanwhile where a file is not as it was
    found, NotCommitted, GitFailed and GitLocked.
    """
    branch, notes = journal.branch, list[str]()
    with until_done():
        if branch:
            branch.enter(root)
        journal.complete(root)
    if branch and branch.locks:
        journal, notes = _lock(journal, root, step)
    if branch and branch.message:
        with until_done():
            _commit(journal, branch, root)
    return notes


def undo(root: Path) -> None:
    """Put back what the command has begun, go back to where its branch began, and forget it.

    What somebody has changed or committed since stays. Raises GitLocked.
    """
    journal, _ = find_journal(root)
    if journal:
        branch = journal.branch if journal.branch and work_tree_root(root) else None
        journal.undo(root, keep=_committed(journal, branch, root) if branch else ())
        if branch:
            _leave(journal, branch, root)
    clear(root)


def _lock(journal: Journal, root: Path, step: Step) -> tuple[Journal, list[str]]:
    try:
        notes = lock_dependencies(root, step)
        if notes and put_back_lock(root):  # a uv that was killed had written half of it
            notes = lock_dependencies(root, step)
    finally:
        journal = journal.with_lock(root)
        journal.begin(root)
    return journal, notes


def _commit(journal: Journal, branch: Branch, root: Path) -> None:
    left = uncommitted(root, journal.paths)
    edited = [step.path for step in journal.operations if not step.is_as_after(root)]
    if left and edited:
        raise NotCommitted(branch=branch.name, problem=f"`{edited[0]}` was changed meanwhile")
    if left:
        branch.commit_files(root, journal.paths)


def _committed(journal: Journal, branch: Branch, root: Path) -> set[str]:
    """What somebody has committed as it stands: to put that back would be a change of its own."""
    if branch.is_at_start(root):
        return set()
    return set(journal.paths) - uncommitted(root, journal.paths)


def _leave(journal: Journal, branch: Branch, root: Path) -> None:
    undone = [step.path for step in journal.operations if step.is_as_before(root)]
    try:
        branch.leave(root, undone)
    except GitLocked:
        raise
    except GitFailed:
        return  # git would lose something: the user is better left on the branch
