"""Changing what is written in braces (`{type: str, max: 32}`) where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from arcana_gen.blueprint.comments import comments_between, comments_within
from arcana_gen.blueprint.layout import is_elsewhere
from arcana_gen.blueprint.revision import Edit, Part, Put, arranged
from arcana_gen.blueprint.writing import in_quotes_of
from arcana_gen.blueprint.yaml_text import dump_flow, dump_scalar

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

_END_OF_LINE: Final = re.compile(r"\s*,?\s*(#.*)?")
_Mark = tuple[int, int]
_Pair = tuple["Node", "Node"]


class Unsuited(Exception):
    """The change cannot be made in place: the value has to be written anew."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text and what replaces it; `lines` is whether that is its whole lines."""

    start: _Mark
    end: _Mark
    text: str = ""
    lines: bool = False


def flow_spans(node: "MappingNode", edit: Edit, lines: Sequence[str]) -> Iterator[Span]:
    """The pieces to replace; raises Unsuited."""
    pairs: dict[str | None, _Pair] = {}
    for key, value in node.value:
        if is_elsewhere(node, key) or not isinstance(key.value, str):
            raise Unsuited
        pairs[key.value] = key, value
    order = list(arranged(edit))
    kept = [pairs[part.old] for part, stays in order if stays and part.old in pairs]
    if not kept or len(kept) != sum(part.old is not None for part, _ in order):
        raise Unsuited
    for part, _ in order:
        if part.old is not None:
            yield from _kept(pairs[part.old], part, lines)
    yield from _added(order, pairs)
    gone = {part.old for part in edit.parts if part.new is None}
    yield from _removed([(pair, name in gone) for name, pair in pairs.items()], lines)


def apply_spans(spans: Sequence[Span], lines: Sequence[str]) -> list[str]:
    """All lines of the text after the replacements; those that are gone are empty."""
    changed = list(lines)
    for span in sorted(spans, key=lambda span: (span.start, span.end), reverse=True):
        (first, left), (last, right) = span.start, span.end
        around = ("", "") if span.lines else (changed[first][:left], changed[last][right:])
        changed[first : last + 1] = [span.text.join(around), *[""] * (last - first)]
    return changed


def _kept(pair: _Pair, part: Part, lines: Sequence[str]) -> Iterator[Span]:
    key, value = pair
    if part.new != part.old:
        yield Span(_start(key), _end(key), dump_scalar(str(part.new)))
    if part.change is None:
        return
    if is_elsewhere(key, value) or _start(value) == _end(value):
        raise Unsuited
    if isinstance(part.change, Edit):
        yield from flow_spans(_as_mapping(value), part.change, lines)
    elif comments_within(value, lines):
        raise Unsuited
    else:
        new = part.change.value
        old = lines[value.start_mark.line][value.start_mark.column : value.end_mark.column]
        usual = dump_flow({"_": value.value})[4:-1]
        text = in_quotes_of(value, new) if old != usual else None
        yield Span(_start(value), _end(value), text or dump_flow({"_": new})[4:-1])


def _as_mapping(node: "Node") -> "MappingNode":
    from yaml.nodes import MappingNode

    if not isinstance(node, MappingNode):
        raise Unsuited
    return node


def _added(order: Sequence[tuple[Part, bool]], pairs: dict[str | None, _Pair]) -> Iterator[Span]:
    """New parts stand behind the one before them, or before the first."""
    behind: _Pair | None = None
    waiting: list[str] = []
    for part, _ in order:
        if part.old is None:
            new = part.change.value if isinstance(part.change, Put) else None
            waiting.append(dump_flow({str(part.new): new})[1:-1])
            continue
        pair = pairs[part.old]
        if waiting and behind is None:
            start = _start(pair[0])
            yield Span(start, start, "".join(f"{text}, " for text in waiting))
        elif waiting and behind is not None:
            yield _behind(behind, waiting)
        waiting, behind = [], pair
    if waiting and behind is not None:
        yield _behind(behind, waiting)


def _behind(pair: _Pair, texts: Sequence[str]) -> Span:
    end = _end_of(pair)
    return Span(end, end, "".join(f", {text}" for text in texts))


def _removed(pairs: Sequence[tuple[_Pair, bool]], lines: Sequence[str]) -> Iterator[Span]:
    """What goes: whole lines where they hold nothing else, apart from the comments."""
    before: _Pair | None = None
    run: list[_Pair] = []
    for pair, is_gone in pairs:
        if is_gone and (own := _own_lines(pair, lines)):
            yield own
        elif is_gone:
            run.append(pair)
        else:
            if run:
                yield _on_one_line(_start(run[0][0]), _start(pair[0]))
            before, run = pair, []
    if run and before is not None:
        yield _on_one_line(_end_of(before), _end_of(run[-1]))


def _own_lines(pair: _Pair, lines: Sequence[str]) -> Span | None:
    (first, left), (last, right) = _start(pair[0]), _end_of(pair)
    if lines[first][:left].strip() or not _END_OF_LINE.fullmatch(lines[last].rstrip()[right:]):
        return None
    comments = comments_between((first, 0), (last + 1, 0), lines, *pair)
    newline = lines[first][len(lines[first].rstrip("\r\n")) :]
    remarks = "".join(f"{' ' * left}{comment}{newline}" for comment in comments)
    return Span((first, 0), (last, right), remarks, lines=True)


def _on_one_line(start: _Mark, end: _Mark) -> Span:
    if start[0] != end[0]:
        raise Unsuited
    return Span(start, end)


def _end_of(pair: _Pair) -> _Mark:
    """Where a pair ends; an alias or an empty value has no text that is known."""
    key, value = pair
    if is_elsewhere(key, value) or _start(value) == _end(value):
        raise Unsuited
    return _end(value)


def _start(node: "Node") -> _Mark:
    return node.start_mark.line, node.start_mark.column


def _end(node: "Node") -> _Mark:
    return node.end_mark.line, node.end_mark.column
