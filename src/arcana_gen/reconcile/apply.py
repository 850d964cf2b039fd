"""Writing a plan: whole or not at all, whatever happens in between."""

import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from arcana_gen.errors import ChangedMeanwhile
from arcana_gen.reconcile.conflicts import index_entries
from arcana_gen.reconcile.journal import (
    STAGING,
    Journal,
    Operation,
    clear,
    missing_folders,
    sync,
)
from arcana_gen.reconcile.paths import check_paths
from arcana_gen.reconcile.plan import Change, Kind, Plan, Write
from arcana_gen.reconcile.tree import Entry, Mode, read_entry


def apply_plan(plan: Plan, root: Path) -> None:
    """Write the plan into a project that the caller has locked.

    Files are staged in the project, so that each is put in place by a rename; the journal lets
    the next command complete the work if this one is killed.
    """
    writes = sorted(plan.writes, key=_rank)
    conflicts = plan.of(Kind.CONFLICT)
    if not (writes or conflicts):
        return
    check_paths((write.path for write in writes), root=root)
    with _until_done():
        try:
            journal = _stage(writes, conflicts, root)
            journal.begin(root)
        except BaseException:
            clear(root)
            raise
        try:
            journal.complete(root)
        except BaseException:
            journal.undo(root)
            clear(root)
            raise
        clear(root)


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


@contextmanager
def _until_done() -> Iterator[None]:
    """Let Ctrl-C and other polite signals wait: what they would interrupt takes milliseconds."""

    def ignore(_number: int, _frame: FrameType | None) -> None:
        pass

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, ignore) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
