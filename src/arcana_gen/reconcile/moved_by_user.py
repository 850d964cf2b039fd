"""Files that the user has moved: reported, never brought back."""

from collections.abc import Container, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import ANSWERS_FILE
from arcana_gen.reconcile.plan import DELETED_BY_USER, Plan
from arcana_gen.reconcile.tree import Entry, Tree, files_below, read_entry

_ALIKE: Final = 0.6


def tell_moved(root: Path, plan: Plan, *, base: Tree, known: Container[str], by_name: bool) -> Plan:
    """Say of files that seem deleted where the user has put them."""
    missing = {
        change.path: base[change.path]
        for change in plan.changes
        if change.reason == DELETED_BY_USER and change.path in base
    }
    moved = find_moved(root, missing, known=known, by_name=by_name)
    return Plan(
        tuple(
            replace(change, reason=f"you moved it to `{moved[change.path]}`")
            if change.path in moved
            else change
            for change in plan.changes
        )
    )


def find_moved(
    root: Path, missing: Tree, *, known: Container[str], by_name: bool = True
) -> dict[str, str]:
    """Where the user has put files that are missing: the same content elsewhere.

    With `by_name`, a file of the same name that is alike will do; `known` are the paths that are
    generated.
    """
    if not missing:
        return {}
    others = dict(_other_files(root, known))
    found: dict[str, str] = {}
    for path, entry in missing.items():
        for other, candidate in others.items():
            if other not in found.values() and _is_moved(
                path, entry, other, candidate, by_name=by_name
            ):
                found[path] = other
                break
    return found


def _is_moved(path: str, entry: Entry, other: str, candidate: Entry, *, by_name: bool) -> bool:
    if not entry.content.strip():
        return False
    if entry.content == candidate.content:
        return True
    if not by_name or Path(path).name != Path(other).name:
        return False
    before, after = entry.content.splitlines(), candidate.content.splitlines()
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE


def _other_files(root: Path, known: Container[str]) -> Iterator[tuple[str, Entry]]:
    for path in files_below(root):
        name, entry = path.relative_to(root).as_posix(), read_entry(path)
        if name not in known and name != ANSWERS_FILE and entry is not None:
            yield name, entry
