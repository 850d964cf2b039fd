"""The template's side of a conflict that can be marked neither in the file nor in git.

It stands beside the user's file, under a name that neither a rendering nor a user has.
"""

import os
import re
from collections.abc import Container
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from arcana_gen.reconcile.plan import Change, Kind, Plan
from arcana_gen.reconcile.tree import Mode

SUFFIX: Final = ".arcana-theirs"
_BESIDE: Final = re.compile(rf".+{re.escape(SUFFIX)}(-\d+)?")


def with_sides_beside(plan: Plan, root: Path, *, in_git: bool) -> Plan:
    """The plan, with one more file for each conflict of which the other side would be nowhere.

    In a repository that is only where the user has a folder: git's index takes everything else.
    """
    changes: list[Change] = []
    taken = {change.path for change in plan.changes}
    for change in plan.changes:
        theirs = change.theirs
        if theirs is None or not _is_unmarked(change, in_git=in_git):
            changes.append(change)
            continue
        place = _place_beside(change.path, root, taken)
        taken.add(place)
        where = f"the template's version is in `{place}`"
        what = f"the template's version of `{change.path}`"
        side = Change(path=place, kind=Kind.ADD, before=None, after=theirs, reason=what)
        changes += [replace(change, beside=place, reason=where), side]
    return Plan(()).with_changes(changes)


def is_beside(path: str) -> bool:
    """Whether a path has the name of such a file, or of a folder of them."""
    return any(_BESIDE.fullmatch(part) for part in path.split("/"))


def _is_unmarked(change: Change, *, in_git: bool) -> bool:
    if change.kind != Kind.CONFLICT or change.after != change.before:
        return False
    return not in_git or (change.before is not None and change.before.mode == Mode.OTHER)


def _place_beside(path: str, root: Path, taken: Container[str]) -> str:
    """A free path beside what stands in the way: the file itself, or one instead of its folder."""
    parts = path.split("/")
    heads = ("/".join(parts[:size]) for size in range(1, len(parts)))
    in_the_way = next((head for head in heads if _is_no_folder(root / head)), path)
    rest = path.removeprefix(in_the_way)
    for number in count(1):
        head = f"{in_the_way}{SUFFIX}{'' if number == 1 else f'-{number}'}"
        if not os.path.lexists(root / head) and f"{head}{rest}" not in taken:
            return f"{head}{rest}"
    raise AssertionError


def _is_no_folder(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_dir()
