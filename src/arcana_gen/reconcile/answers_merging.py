"""Merging two states of one answers file, by what they mean and with the comments of both.

Two branches that each add an entity have both changed the same lines; merged line by line, that
is a conflict.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import (
    ANSWERS_FILE,
    Answers,
    Blueprint,
    BlueprintError,
    render_blueprint,
)
from arcana_gen.blueprint.comparison import Recorded
from arcana_gen.blueprint.errors import BrokenYaml, ChangedOnBothSides
from arcana_gen.blueprint.merging import merge_recorded
from arcana_gen.errors import GitFailed, GitMissing
from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.merge import with_line_ends_of
from arcana_gen.reconcile.plan import Change, Kind, Plan
from arcana_gen.reconcile.tree import Entry, read_entry
from arcana_gen.reconcile.uniting import unite_lines
from arcana_gen.template import run_git

_NOTHING: Final = Recorded(blueprint=Blueprint({}), source="", commit="")
_MARKS: Final = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")


def merge_answers(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The text of ours with the changes of theirs; `base` is empty where they began apart.

    Raises BlueprintError where that cannot be said.
    """
    mine, other = _parse(ours), _parse(theirs)
    before = _parse(base) if base.strip() else None
    wanted = merge_recorded(
        _recorded(before) if before else _NOTHING, _recorded(mine), _recorded(other)
    )
    merged = _changed(mine, wanted)
    plain = before or _parse(render_blueprint(wanted.blueprint).encode())
    return _commented(plain, merged, other, wanted) or _without_loss(merged, other, wanted)


def merge_answer_files(base: Path, ours: Path, theirs: Path) -> None:
    """Merge into the file of ours, as git wants it of a driver.

    Where that fails, the file is left as `git merge-file` leaves it, and the error is raised.
    """
    try:
        merged = merge_answers(*(path.read_bytes() for path in (base, ours, theirs)))
    except Exception:
        labels = [word for label in ("ours", "base", "theirs") for word in ("-L", label)]
        with suppress(GitFailed, GitMissing):  # the number of conflicts is an exit code too
            run_git("merge-file", *labels, str(ours), str(base), str(theirs))
        raise
    ours.write_bytes(merged)


def finish_merge(root: Path) -> bool:
    """Merge an answers file that git has left with markers; tell whether that could be done.

    Nothing is done where the user has begun to write into it.
    """
    found = read_entry(root / ANSWERS_FILE)
    base, ours, theirs = (_stage(root, number) for number in (1, 2, 3))
    if found is None or ours is None or theirs is None:
        return False
    if not _is_as_git_left_it(found.content, base or b"", ours, theirs):
        return False
    try:
        merged = merge_answers(base or b"", ours, theirs)
    except (BlueprintError, GitMissing):
        return False
    after = Entry(with_line_ends_of(found.content, merged), found.mode)
    change = Change(path=ANSWERS_FILE, kind=Kind.MERGE, before=found, after=after)
    apply_plan(Plan((change,)), root)
    with suppress(GitFailed):
        run_git("add", "--", ANSWERS_FILE, cwd=root)
    return True


def _commented(before: Answers, ours: Answers, theirs: Answers, wanted: Recorded) -> bytes | None:
    """The merged text with what theirs says in comments; None where that cannot be had.

    All three say the same when they are merged: only comments and spelling differ.
    """
    try:
        sides = (_encoded(_changed(side, wanted)) for side in (before, theirs))
        base, other = (with_line_ends_of(_encoded(ours), side).decode() for side in sides)
        merged = unite_lines(base, ours.text, other).encode()
        return merged if _recorded(_parse(merged)) == wanted else None
    except BlueprintError:
        return None


def _without_loss(ours: Answers, theirs: Answers, wanted: Recorded) -> bytes:
    """The text of ours, if theirs has no comment besides."""
    lines = _changed(theirs, wanted).text.splitlines()
    lost = next((line for line in lines if "#" in line and line not in ours.text), "")
    if lost:
        raise ChangedOnBothSides(what=f"the line `{lost.strip()}`, or one that it is about")
    return _encoded(ours)


def _parse(content: bytes) -> Answers:
    try:
        return Answers.parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenYaml(path=ANSWERS_FILE, line=line, column=1, problem="no UTF-8") from None


def _encoded(answers: Answers) -> bytes:
    return answers.dump().encode()


def _recorded(answers: Answers) -> Recorded:
    return Recorded(blueprint=answers.blueprint, source=answers.source, commit=answers.commit)


def _changed(answers: Answers, wanted: Recorded) -> Answers:
    return answers.to(wanted.blueprint, source=wanted.source, commit=wanted.commit)


def _stage(root: Path, number: int) -> bytes | None:
    try:
        return os.fsencode(run_git("show", f":{number}:./{ANSWERS_FILE}", cwd=root))
    except (GitFailed, GitMissing):
        return None


def _is_as_git_left_it(content: bytes, *sides: bytes) -> bool:
    known = {line for side in sides for line in side.splitlines()}
    return all(line in known or line.startswith(_MARKS) for line in content.splitlines())
