"""Putting an entity into the text of an answers file without touching any other line."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.yaml_text import INDENT, as_block, dump_yaml

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

KEY: Final = "entities"
_COMMENT_AFTER: Final = re.compile(r"\s+#.*")


def insert_entity(
    text: str,
    root: "MappingNode",
    entities: Mapping[str, JsonValue],
    added: tuple[str, Mapping[str, JsonValue]],
) -> str:
    """Return the text with one more entity, sorted by name.

    `root` is the node of the text, `entities` what it holds now: where it holds them in one line
    (`entities: {}`), they are written anew as a block.
    """
    name, body = added
    lines = text.splitlines(keepends=True)
    entry = _entry(root, KEY)
    if entry is None:
        position, new, replaced = _place_of_key(root, lines), _block({name: body}), 0
    elif (block := as_block(entry[1])) is not None:
        column = block.value[0][0].start_mark.column
        position, replaced = _place_of_entity(block, lines, name), 0
        new = _indented(_block({name: body})[1:], column)
    else:
        key, value = entry
        position = key.start_mark.line
        replaced = value.end_mark.line - position + 1
        new = _block(dict(sorted({**entities, name: body}.items())))
        rest = lines[value.end_mark.line].rstrip("\r\n")[value.end_mark.column :]
        new[0] += rest if _COMMENT_AFTER.fullmatch(rest) else ""
    return _joined(lines, position, new, replaced=replaced)


def _joined(lines: list[str], position: int, new: list[str], *, replaced: int) -> str:
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    before, after = lines[:position], lines[position + replaced :]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += newline
    return "".join([*before, *(f"{line}{newline}" for line in new), *after])


def _block(entities: Mapping[str, JsonValue]) -> list[str]:
    # Written below its key, since PyYAML folds and indents some texts by their depth.
    return dump_yaml({KEY: entities}).splitlines()


def _indented(lines: list[str], column: int) -> list[str]:
    return [f"{' ' * column}{line[INDENT:]}" if line else line for line in lines]


def _entry(root: "MappingNode", name: str) -> "tuple[Node, Node] | None":
    return next((entry for entry in root.value if entry[0].value == name), None)


def _place_of_key(root: "MappingNode", lines: list[str]) -> int:
    """The line where a new key at the top belongs; Copier sorts them without regard to case."""
    for key, _ in root.value:
        if key.value.lower() > KEY:
            return _above_comments(key, lines)
    return _last_line(root) + 1


def _place_of_entity(entities: "MappingNode", lines: list[str], name: str) -> int:
    """The line where the entity belongs: before the first that sorts after it, or at the end."""
    for key, _ in entities.value:
        if key.value > name:
            return _above_comments(key, lines)
    column = entities.value[0][0].start_mark.column
    line = _last_line(entities) + 1
    # Comments indented like the last entity or deeper are about it.
    while line < len(lines) and _comment_column(lines[line]) >= column:
        line += 1
    return line


def _above_comments(key: "Node", lines: list[str]) -> int:
    """The first line of what belongs to a key: the comments right above it stay with it."""
    line: int = key.start_mark.line
    while line and 0 <= _comment_column(lines[line - 1]) <= key.start_mark.column:
        line -= 1
    return line


def _comment_column(line: str) -> int:
    """Where the comment begins that is all of the line, or -1."""
    column = len(line) - len(line.lstrip(" "))
    return column if line[column:].startswith("#") else -1


def _last_line(node: "Node") -> int:
    """The last line with content; the end that a block reports lies behind comments and blanks."""
    from yaml.nodes import CollectionNode, MappingNode

    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(map(_last_line, last)) if isinstance(node, MappingNode) else _last_line(last)
    end = node.end_mark
    at_start = end.column == 0 and end.line > node.start_mark.line
    line: int = end.line - 1 if at_start else end.line
    return line
