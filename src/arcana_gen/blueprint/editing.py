"""Changing a YAML text key by key: each line that need not change stays as it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from arcana_gen.blueprint.blocks import Block, Gaps, comments_of, indented
from arcana_gen.blueprint.flow import Unsuited, apply_spans, flow_spans
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.layout import (
    Entry,
    Unchangeable,
    entries_of,
    items_of,
    pairs_of,
)
from arcana_gen.blueprint.revision import Edit, Part, Put, arranged, ranked, revised
from arcana_gen.blueprint.writing import rewrite_entry, write_item
from arcana_gen.blueprint.yaml_text import INDENT, as_block, as_flow, dump_scalar

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

_BOM: Final = "\ufeff"


def edit_document(text: str, root: "MappingNode", edit: Edit) -> str:
    """Return the text after the change; `root` is its node. Raises Unchangeable."""
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in text else "\n"
    is_open = not text.endswith(("\n", "\r"))
    lines = (text + newline if is_open else text).splitlines(keepends=True)
    changed = _Editor(lines, newline).document(root, edit)
    if is_open and changed[-1] == lines[-1]:
        changed[-1] = changed[-1].removesuffix(newline)
    return bom + "".join(changed)


class _Editor:
    """The lines of a text; each method returns some of them as they shall be."""

    def __init__(self, lines: list[str], newline: str) -> None:
        self._lines = lines
        self._newline = newline

    def document(self, root: "MappingNode", edit: Edit) -> list[str]:
        # What is said at the head of the file is not about its first key.
        start = min(key.start_mark.line for key, _ in root.value)
        block = self._mapping(root, start=start, end=len(self._lines), depth=0)
        return self._lines[:start] + self._assembled(block, edit)

    def _mapping(self, node: "MappingNode", *, start: int, end: int, depth: int) -> Block:
        pairs = pairs_of(node)
        if not pairs:
            raise Unchangeable
        column = pairs[0][0].start_mark.column
        found = entries_of(pairs, self._lines, column=column, start=start)
        entries = {str(entry.key.value): entry for entry in found}
        return Block(entries=entries, start=start, end=end, depth=depth, column=column)

    def _list(self, entry: Entry, old: Sequence[object], depth: int) -> Block | None:
        """The items of a list that has a line for each."""
        items = [] if entry.is_alias else items_of(entry.value)
        if not items:
            return None
        start = entry.line + 1
        line = self._lines[items[0].start_mark.line]
        column = len(line) - len(line.lstrip(" "))
        pairs = [(item, item) for item in items]
        found = entries_of(pairs, self._lines, column=column, start=start)
        return Block(
            entries=dict(zip(_numbered(old), found, strict=True)),
            start=start,
            end=entry.end,
            depth=depth,
            column=column,
            write=write_item,
        )

    def _assembled(self, block: Block, edit: Edit) -> list[str]:
        """The lines of a block: its parts in their new order, and what stands between them."""
        gaps = Gaps(block, edit, self._lines, self._newline)
        result: list[str] = []
        waiting: list[str] = []
        cursor = block.start
        for part, stays in arranged(edit):
            if part.old is None:
                waiting += self._new(part, block)
                continue
            entry = block.entries.get(part.old)
            if entry is None:
                if part.change is None and part.old == part.new:
                    continue  # merged from elsewhere (`<<`), and not to be changed
                raise Unchangeable
            text = self._entry(entry, part, block.depth)
            if not stays:
                waiting += text
                continue
            result += [*gaps.before(entry, cursor), *waiting, *text]
            waiting, cursor = [], entry.end
        return [*result, *gaps.at_the_end(cursor, waiting)]

    def _new(self, part: Part, block: Block) -> list[str]:
        value = part.change.value if isinstance(part.change, Put) else None
        return self._indented(block.write(str(part.new), value, block.depth), block.column)

    def _indented(self, lines: Sequence[str], column: int) -> list[str]:
        return indented(lines, column, self._newline)

    def _entry(self, entry: Entry, part: Part, depth: int) -> list[str]:
        """The lines of a part that is there already."""
        above = self._lines[entry.first : entry.line]
        match part.change:
            case None:
                body = self._lines[entry.line : entry.end]
            case Edit() as edit:
                body = self._edited(entry, edit, depth)
            case Put(value=value, old=old):
                body = self._put(entry, value, old, depth)
        if part.new != part.old:
            key, line = entry.key, body[0]
            new = dump_scalar(str(part.new))
            body[0] = line[: key.start_mark.column] + new + line[key.end_mark.column :]
        return above + body

    def _edited(self, entry: Entry, edit: Edit, depth: int) -> list[str]:
        node = as_block(entry.value)
        if entry.is_alias:
            raise Unchangeable
        if node is None:
            return self._edited_flow(entry, edit, depth)
        block = self._mapping(node, start=entry.line + 1, end=entry.end, depth=depth + 1)
        if any(part.new is not None for part in edit.parts):
            return [self._lines[entry.line], *self._assembled(block, edit)]
        line, *_ = rewrite_entry(entry, {}, self._lines, depth=depth)
        gaps = Gaps(block, edit, self._lines, self._newline)
        return [f"{line}{self._newline}", *gaps.at_the_end(block.start, [])]

    def _edited_flow(self, entry: Entry, edit: Edit, depth: int) -> list[str]:
        # Entities get lines of their own, so that git can merge them.
        adds_entities = not depth and any(part.old is None for part in edit.parts)
        node = as_flow(entry.value)
        if node is not None and not adds_entities:
            with suppress(Unsuited):
                spans = list(flow_spans(node, edit, self._lines))
                changed = apply_spans(spans, self._lines)
                return [line for line in changed[entry.line : entry.end] if line]
        return self._rewritten(entry, revised(edit), depth)

    def _put(self, entry: Entry, value: JsonValue, old: object, depth: int) -> list[str]:
        if isinstance(value, list) and value and isinstance(old, list):
            block = self._list(entry, old, depth)
            if block is not None:
                edit = _edit_of_items(old, value)
                return [self._lines[entry.line], *self._assembled(block, edit)]
        return self._rewritten(entry, value, depth)

    def _rewritten(self, entry: Entry, value: object, depth: int) -> list[str]:
        """The key with another value; comments inside of the old one come to stand below it."""
        line, below, comment = rewrite_entry(entry, value, self._lines, depth=depth)
        comments = comments_of(entry, self._lines, end=entry.last + 1)
        if comment in comments:
            comments.remove(comment)
        column = entry.key.start_mark.column
        return [
            *self._indented([line], 0),
            *self._indented(below, column),
            *self._indented(comments, column + INDENT),  # else they would be about the next key
            *self._lines[entry.last + 1 : entry.end],
        ]


def _edit_of_items(old: Sequence[object], new: Sequence[JsonValue]) -> Edit:
    names = dict(zip(_numbered(new), new, strict=True))
    parts = [Part(old=name, new=name if name in names else None) for name in _numbered(old)]
    there = {part.old for part in parts}
    parts += [
        Part(old=None, new=name, change=Put(value))
        for name, value in names.items()
        if name not in there
    ]
    return Edit(ranked(parts, names), strict=True)


def _numbered(items: Sequence[object]) -> Iterator[str]:
    """A name for each item, also for equal ones."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[repr(item)] += 1
        yield f"{item!r} {seen[repr(item)]}"
