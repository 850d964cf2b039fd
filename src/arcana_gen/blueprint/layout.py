"""Which lines of a YAML text belong to which key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node


class Unchangeable(Exception):
    """The lines stand for several things (aliases), or are written as nobody writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key with its value, or an item of a list (then both nodes are the item).

    Its lines are from `first` to before `end`: the comments right above it that are not indented
    deeper, its own from `line` to `last`, and the comments right below it that are.
    """

    key: "Node"
    value: "Node"
    first: int
    line: int
    last: int
    end: int

    @property
    def is_alias(self) -> bool:
        """Whether the value stands elsewhere in the text."""
        return is_elsewhere(self.key, self.value)


def entries_of(
    pairs: "Sequence[tuple[Node, Node]]", lines: Sequence[str], *, column: int, start: int
) -> Iterator[Entry]:
    """The entries of a block whose keys or dashes stand in this column, from this line on."""
    for key, value in pairs:
        line = key.start_mark.line
        last = last_line(key, value, lines)
        first, end = line, last + 1
        while first > start and 0 <= comment_column(lines[first - 1]) <= column:
            first -= 1
        while end < len(lines) and comment_column(lines[end]) > column:
            end += 1
        yield Entry(key=key, value=value, first=first, line=line, last=last, end=end)
        start = end


def comment_column(line: str) -> int:
    """Where the comment begins that is all of the line, or -1."""
    column = len(line) - len(line.lstrip(" "))
    return column if line[column:].startswith("#") else -1


def is_elsewhere(key: "Node", value: "Node") -> bool:
    """Whether the value is an alias: its text stands before its key."""
    marks = key.start_mark, value.start_mark
    return (marks[1].line, marks[1].column) < (marks[0].line, marks[0].column)


def last_line(key: "Node", value: "Node", lines: Sequence[str]) -> int:
    """The last line with content; the end that a block reports lies behind comments and blanks."""
    from yaml.nodes import CollectionNode, MappingNode

    line: int = key.start_mark.line
    if is_elsewhere(key, value):
        return line
    if isinstance(value, CollectionNode) and not value.flow_style and value.value:
        inner = value.value[-1]
        pair = inner if isinstance(value, MappingNode) else (inner, inner)
        if not is_elsewhere(value, pair[0]):
            return last_line(pair[0], pair[1], lines)
        line = value.end_mark.line
        while line > value.start_mark.line and not _has_content(lines[line - 1]):
            line -= 1
        return line - 1
    end = value.end_mark
    at_start = end.column == 0 and end.line > value.start_mark.line
    line = end.line - 1 if at_start else end.line
    return max(line, key.start_mark.line)


def pairs_of(block: "MappingNode") -> "list[tuple[Node, Node]]":
    """The keys and values that stand in the block itself, in the order of the text."""
    return [
        pair
        for pair in sorted(block.value, key=lambda pair: pair[0].start_mark.line)
        if not is_elsewhere(block, pair[0])
    ]


def _has_content(line: str) -> bool:
    return bool(line.strip()) and comment_column(line) < 0


def items_of(node: "Node") -> "list[Node]":
    """The items of a list that has a line for each, or none."""
    from yaml.nodes import SequenceNode

    if not isinstance(node, SequenceNode) or node.flow_style:
        return []
    items: list[Node] = node.value
    return [] if any(is_elsewhere(node, item) for item in items) else items
