"""Comments in a YAML text: the user's, which outlive what they are about."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from arcana_gen.blueprint.layout import is_elsewhere

if TYPE_CHECKING:
    from yaml.nodes import Node, ScalarNode

Place = tuple[int, int]
"""A line and a column of a text, from zero."""

_BLOCK_STYLES: Final = frozenset({"|", ">"})


def comments_within(node: "Node", lines: Sequence[str]) -> list[str]:
    """The comments between the beginning and the end of a value."""
    start, end = node.start_mark, node.end_mark
    return comments_between((start.line, start.column), (end.line, end.column), lines, node)


def comments_between(start: Place, end: Place, lines: Sequence[str], *nodes: "Node") -> list[str]:
    """The comments from one place to another; `nodes` are all the values that stand there."""
    scalars = [scalar for node in nodes for scalar in _scalars(node)]
    comments: list[str] = []
    for number in range(start[0], min(end[0], len(lines) - 1) + 1):
        left = start[1] if number == start[0] else 0
        line = lines[number].rstrip("\r\n")
        right = min(end[1], len(line)) if number == end[0] else len(line)
        covered = (_covered(scalar, number, right) for scalar in scalars)
        found = line.find("#", max([left, *covered]), right)
        if found >= 0:
            comments.append(line[found:right])
    return comments


def _covered(scalar: "ScalarNode", number: int, right: int) -> int:
    """Up to where a line is text of the scalar, so that `#` begins no comment."""
    start, end = scalar.start_mark, scalar.end_mark
    if not start.line <= number <= end.line:
        return 0
    if scalar.style in _BLOCK_STYLES and number == start.line:
        column: int = start.column
        return column
    return end.column if number == end.line else right


def _scalars(node: "Node") -> "Iterator[ScalarNode]":
    from yaml.nodes import CollectionNode, MappingNode, ScalarNode

    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, CollectionNode):
        pairs = isinstance(node, MappingNode)
        for inner in node.value:
            for child in inner if pairs else (inner,):
                if not is_elsewhere(node, child):
                    yield from _scalars(child)
