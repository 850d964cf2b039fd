"""New lines of an answers file, as Copier would have written them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from arcana_gen.blueprint.layout import Entry, Unchangeable
from arcana_gen.blueprint.yaml_text import INDENT, dump_flow, dump_scalar, dump_yaml

if TYPE_CHECKING:
    from yaml.nodes import Node

_COMMENT: Final = re.compile(r"\s+#.*")
_BLOCK_SCALAR: Final = re.compile(r"\s+[|>][-+0-9]*(\s+#.*)")


def write_entry(key: str, value: object, depth: int) -> list[str]:
    """The lines of a key with its value, not indented, as they are written in this depth."""
    # PyYAML folds and indents some texts by their depth.
    data: dict[str, object] = {key: value}
    for _ in range(depth):
        data = {"_": data}
    lines = dump_yaml(data).splitlines()[depth:]
    return [line[INDENT * depth :] for line in lines]


def write_item(_name: str, value: object, depth: int) -> list[str]:
    """The lines of one item of a list that belongs to a key in this depth."""
    return write_entry("_", [value], depth)[1:]


def rewrite_entry(
    entry: Entry, value: object, lines: Sequence[str], *, depth: int
) -> tuple[str, list[str], str]:
    """The line of a key that gets another value, the lines below it, not indented, and a comment.

    The comment is the one behind the value, which stays there; so do the quotes where they were
    the user's choice.
    """
    line = lines[entry.line].rstrip("\r\n")
    colon = line.find(":", entry.key.end_mark.column) + 1
    if not colon:  # a key after a question mark
        raise Unchangeable
    head = line[:colon]
    first, *below = write_entry("_", value, depth)
    text = first[2:]
    old = _inline(entry, line)
    if old is not None:
        text = _like(entry.value, old, value, text, depth=depth)
        below = below if text == first[2:] else []
        if text:
            gap = line[colon : entry.value.start_mark.column]
            text = f"{gap or ' '}{text.lstrip(' ')}"
    comment = _comment(entry, lines, line[colon:])
    if text and below:
        below[-1] += comment
        return f"{head}{text}", below, comment.strip()
    return f"{head}{text}{comment}", below, comment.strip()


def _inline(entry: Entry, line: str) -> str | None:
    """The text of a value that stands in the line of its key."""
    start, end = entry.value.start_mark, entry.value.end_mark
    if entry.is_alias or not start.line == end.line == entry.line:
        return None
    return line[start.column : end.column]


def _like(node: "Node", old: str, value: object, text: str, *, depth: int) -> str:
    """The new value, written in the manner of the old one."""
    from yaml.nodes import SequenceNode

    if isinstance(node, SequenceNode) and node.value and isinstance(value, list) and value:
        return f" {dump_flow(value)}"
    if write_entry("_", node.value, depth) == [f"_: {old}"]:
        return text
    quoted = in_quotes_of(node, value)
    return f" {quoted}" if quoted else text


def in_quotes_of(node: "Node", value: object) -> str:
    """The text in the quotes that the old value has, if both can have them."""
    from yaml.nodes import ScalarNode

    if not isinstance(node, ScalarNode) or node.style not in {"'", '"'}:
        return ""
    is_line = isinstance(value, str) and "\n" not in value
    return dump_scalar(str(value), style=node.style) if is_line else ""


def _comment(entry: Entry, lines: Sequence[str], behind_colon: str) -> str:
    """The comment behind the value, or behind the key of a value that begins below it."""
    value = entry.value
    if entry.is_alias:
        found = re.search(_COMMENT, behind_colon)
    elif value.start_mark.line > entry.line:
        found = _COMMENT.fullmatch(behind_colon)
    elif entry.last > entry.line and (header := _BLOCK_SCALAR.fullmatch(behind_colon)):
        return header[1]
    else:
        rest = lines[entry.last].rstrip("\r\n")[value.end_mark.column :]
        found = _COMMENT.fullmatch(rest) if value.end_mark.line == entry.last else None
    return found[0] if found else ""
