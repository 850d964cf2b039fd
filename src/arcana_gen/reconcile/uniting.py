"""Uniting two texts line by line: what either side wrote anew stands in the result.

For texts that say the same, and differ in comments. Git would weave longer passages together, and
give the lines twice that they have in common.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Edits:
    """What one side made of the lines of the base: before which it put others, which it dropped."""

    added: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    replaced: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    gone: set[int] = field(default_factory=set)


def unite_lines(base: str, ours: str, theirs: str) -> str:
    """The lines of ours and those that only theirs has, after those of ours where they meet."""
    lines = base.splitlines(keepends=True)
    mine, other = (_edits(lines, side.splitlines(keepends=True)) for side in (ours, theirs))
    united: list[str] = []
    for number in range(len(lines) + 1):
        for one, two in ((mine.added, other.added), (mine.replaced, other.replaced)):
            united += one[number]
            united += [line for line in two[number] if line not in one[number]]
        if number not in mine.gone | other.gone:
            united += lines[number : number + 1]
    return "".join(united)


def _edits(base: Sequence[str], side: Sequence[str]) -> _Edits:
    found = _Edits()
    for kind, start, end, first, last in SequenceMatcher(
        None, base, side, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            where = found.added if kind == "insert" else found.replaced
            where[start] += side[first:last]
            found.gone.update(range(start, end))
    return found
