"""Blocks of a YAML text: their entries, and what stands between these.

Comments are the user's. Those about an entry that goes stay at its place, apart from what follows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from arcana_gen.blueprint.comments import comments_between
from arcana_gen.blueprint.layout import Entry, comment_column
from arcana_gen.blueprint.revision import Edit
from arcana_gen.blueprint.writing import write_entry

Write: TypeAlias = Callable[[str, object, int], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block's entries by name, its lines, how deep it is, and how new entries are written."""

    entries: Mapping[str, Entry]
    start: int
    end: int
    depth: int
    column: int
    write: Write = write_entry

    @property
    def taken(self) -> set[int]:
        """The lines that belong to an entry."""
        entries = self.entries.values()
        return {line for entry in entries for line in range(entry.first, entry.end)}


class Gaps:
    """The lines of a block that belong to no entry, or only to one that goes."""

    def __init__(self, block: Block, edit: Edit, lines: Sequence[str], newline: str) -> None:
        self._block = block
        self._lines = lines
        self._newline = newline
        self._taken = block.taken
        gone = (block.entries.get(str(part.old)) for part in edit.parts if part.new is None)
        remarks = {entry.first: self._remarks_on(entry) for entry in gone if entry}
        self._remarks = {line: found for line, found in remarks.items() if found}

    def before(self, entry: Entry, start: int) -> list[str]:
        """The lines from `start` to an entry that stays."""
        found, is_about_the_next = self._between(start, entry.first)
        return [*found, *([self._newline] if is_about_the_next else [])]

    def at_the_end(self, start: int, new: Sequence[str]) -> list[str]:
        """The lines from `start` to the end of the block, with new ones in their place."""
        found, is_about_the_next = self._between(start, self._block.end)
        place = self._about_the_last(found) if self._block.depth else 0
        if new and place and any(line >= start for line in self._remarks):
            new = [self._newline, *new]
        elif is_about_the_next and self._is_followed():
            found.append(self._newline)
        return [*found[:place], *new, *found[place:]]

    def _between(self, start: int, end: int) -> tuple[list[str], bool]:
        """The lines, and whether the last is a comment that would come to be about the next key."""
        found: list[str] = []
        is_remark = False
        for number in range(start, end):
            remarks = self._remarks.get(number, [])
            found += remarks
            is_remark = is_remark or bool(remarks)
            if number not in self._taken:
                found.append(self._lines[number])
                is_remark = False
        return found, is_remark

    def _remarks_on(self, entry: Entry) -> list[str]:
        """What is said above an entry and inside it, as lines of the block."""
        above = self._lines[entry.first : entry.line]
        inside = comments_of(entry, self._lines, end=entry.end)
        return [*above, *indented(inside, self._block.column, self._newline)]

    def _about_the_last(self, found: Sequence[str]) -> int:
        """How many lines are comments about the last part: those indented like it, or deeper."""
        columns = enumerate(map(comment_column, found))
        return next((index for index, at in columns if at < self._block.column), len(found))

    def _is_followed(self) -> bool:
        """Whether something stands right below the block that is not indented less."""
        column, following = self._block.column, self._lines[self._block.end : self._block.end + 1]
        return any(line.strip() and not line[:column].strip() for line in following)


def comments_of(entry: Entry, lines: Sequence[str], *, end: int) -> list[str]:
    """The comments from the line of an entry's key to before the line `end`."""
    nodes = (entry.key,) if entry.is_alias else (entry.key, entry.value)
    return comments_between((entry.line, 0), (end, 0), lines, *nodes)


def indented(lines: Sequence[str], column: int, newline: str) -> list[str]:
    """Whole lines that begin in this column."""
    return [f"{' ' * column if line else ''}{line}{newline}" for line in lines]
