"""Writing a plan: whole or not at all, whatever happens in between."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from arcana_gen.errors import ChangedMeanwhile, GitLocked
from arcana_gen.reconcile.branches import Branch
from arcana_gen.reconcile.conflicts import index_entries
from arcana_gen.reconcile.errors import NotCommitted
from arcana_gen.reconcile.finishing import finish, undo
from arcana_gen.reconcile.journal import (
    STAGING,
    Journal,
    Operation,
    clear,
    keep_lock,
    missing_folders,
    sync,
)
from arcana_gen.reconcile.outcome import Step
from arcana_gen.reconcile.paths import check_paths
from arcana_gen.reconcile.plan import Change, Kind, Plan, Write
from arcana_gen.reconcile.tree import Entry, Mode, read_entry
from arcana_gen.reconcile.waiting import until_done


def apply_plan(plan: Plan, root: Path) -> None:
    """Write the plan into a project that the caller has locked.

    Files are staged in the project, so that each is put in place by a rename; the journal lets
    the next command complete the work if this one is killed.
    """
    if not _has_work(plan):
        return
    with until_done():
        journal = _begin(plan, root)
        try:
            journal.complete(root)
        except BaseException:
            undo(root)
            raise
        clear(root)


def apply_on_branch(plan: Plan, root: Path, branch: Branch, step: Step) -> list[str]:
    """Write the plan on a new branch and commit it there; return what the user should know.

    Raises NotCommitted, which leaves the files on the branch, or GitLocked, which leaves what is
    to do to the next command; with any other error all is as before.
    """
    try:
        with until_done():
            journal = _begin(plan, root, branch)
        notes = finish(journal, root, step)
    except NotCommitted:
        clear(root)
        raise
    except BaseException as error:
        if not (isinstance(error, GitLocked) and branch.is_current(root)):
            with until_done():
                undo(root)
        raise
    clear(root)
    return notes


def _has_work(plan: Plan) -> bool:
    return bool(plan.writes or plan.of(Kind.CONFLICT))


def _begin(plan: Plan, root: Path, branch: Branch | None = None) -> Journal:
    """Stage the files and write down what is to be done with them, and on which branch."""
    writes = sorted(plan.writes, key=_rank)
    check_paths((write.path for write in writes), root=root)
    try:
        journal = replace(_stage(writes, plan.of(Kind.CONFLICT), root), branch=branch)
        if branch and branch.locks:
            keep_lock(root)
        journal.begin(root)
    except BaseException:
        clear(root)
        raise
    return journal


def _rank(write: Write) -> tuple[bool, bool, str]:
    """What is new comes first, what goes comes last."""
    return write.before is not None, write.after is None, write.path


def _stage(writes: list[Write], conflicts: Iterable[Change], root: Path) -> Journal:
    staging = root / STAGING
    staging.mkdir()
    # Git shall not see the folder, should it survive the command.
    (staging / ".gitignore").write_text("*\n", encoding="utf-8")
    for name in ("new", "old"):
        (staging / name).mkdir()
    operations = tuple(_staged(write, number, root) for number, write in enumerate(writes))
    # After all are written: the first wait then covers nearly everything.
    for path in [*(staging / "new").iterdir(), *(staging / "old").iterdir()]:
        if not path.is_symlink():
            sync(path)
    for name in ("new", "old"):
        sync(staging / name)
    return Journal(
        operations=operations,
        folders=missing_folders(root, [write.path for write in writes if write.after]),
        unmerged=index_entries(conflicts, root),
    )


def _staged(write: Write, number: int, root: Path) -> Operation:
    before, after, target = write.before, write.after, root / write.path
    if read_entry(target) != before:
        raise ChangedMeanwhile(path=write.path)
    new, old = f"new/{number}" if after else None, f"old/{number}" if before else None
    if after and new:
        _write(root / STAGING / new, after)
    if old:
        shutil.copy2(target, root / STAGING / old, follow_symlinks=False)
    if before and after and new and before.mode == after.mode != Mode.LINK:
        shutil.copymode(target, root / STAGING / new)
    return Operation(
        path=write.path,
        before=before.fingerprint if before else None,
        after=after.fingerprint if after else None,
        new=new,
        old=old,
    )


def _write(path: Path, entry: Entry) -> None:
    if entry.mode == Mode.LINK:
        path.symlink_to(os.fsdecode(entry.content))
        return
    mode = 0o777 if entry.mode == Mode.EXECUTABLE else 0o666  # narrowed by the umask
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(entry.content)
