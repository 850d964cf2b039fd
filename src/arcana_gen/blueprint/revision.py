"""What a mapping of an answers file holds, and what it shall hold: one part for each key."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from arcana_gen.blueprint.json_values import JsonValue


@dataclass(frozen=True, slots=True)
class Put:
    """A value that replaces what is there."""

    value: JsonValue
    old: object = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A mapping of which some parts change; `raw` is what it holds now.

    Its parts stand as in the text, new ones behind. Where the order means something (`strict`),
    parts move to their rank; otherwise those that are there stay where they are.
    """

    parts: "tuple[Part, ...]"
    raw: Mapping[str, object] = field(default_factory=dict)
    strict: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether anything differs."""
        changes = any(part.change is not None or part.old != part.new for part in self.parts)
        return changes or (self.strict and not all(stays for _, stays in arranged(self)))


Change: TypeAlias = Put | Edit | None
"""None leaves the value as it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One key: without `old` it is new, without `new` it goes; `rank` is its place."""

    old: str | None
    new: str | None
    change: Change = None
    rank: int = 0


def arranged(edit: Edit) -> Iterator[tuple[Part, bool]]:
    """The parts that remain in their new order, and whether each stays where it is."""
    present = [part for part in edit.parts if part.old is not None and part.new is not None]
    staying = _longest_rise(present) if edit.strict else list(_in_place(present))
    names = {part.new for part in staying}
    moving = sorted(
        (part for part in edit.parts if part.new is not None and part.new not in names),
        key=lambda part: part.rank,
    )
    for part in staying:
        early = [other for other in moving if other.rank < part.rank]
        moving = moving[len(early) :]
        yield from ((other, False) for other in early)
        yield part, True
    yield from ((part, False) for part in moving)


def revised(edit: Edit) -> dict[str, object]:
    """The mapping after the change, for what has to be written anew."""
    mapping: dict[str, object] = {}
    for part, _ in arranged(edit):
        key = str(part.new)
        match part.change:
            case Put(value=value):
                mapping[key] = value
            case Edit() as inner:
                mapping[key] = revised(inner)
            case None:
                mapping[key] = edit.raw[str(part.old)]
    return mapping


def ranked(parts: Iterable[Part], order: Iterable[str]) -> tuple[Part, ...]:
    """The parts with the ranks that their names have in this order."""
    ranks = {name: rank for rank, name in enumerate(order)}
    return tuple(
        Part(old=part.old, new=part.new, change=part.change, rank=ranks.get(str(part.new), -1))
        for part in parts
    )


def _in_place(parts: list[Part]) -> Iterator[Part]:
    """The parts that stay: all but renamed ones that would stand in the wrong place."""
    before = -1
    for index, part in enumerate(parts):
        after = next((later.rank for later in parts[index:] if later.old == later.new), None)
        fits = before < part.rank and (after is None or part.rank < after)
        if part.old == part.new or fits:
            before = part.rank
            yield part


def _longest_rise(parts: list[Part]) -> list[Part]:
    """The most parts whose ranks rise, so that the fewest have to move."""
    ends: list[int] = []
    chains: list[list[Part]] = []
    for part in parts:
        index = bisect_left(ends, part.rank)
        chain = [*chains[index - 1], part] if index else [part]
        ends[index : index + 1] = [part.rank]
        chains[index : index + 1] = [chain]
    return chains[-1] if chains else []
