"""What has to become of each line of an answers file when its blueprint changes.

This is found by the paths of the keys, in the form in which Copier writes the file, and knows
nothing of how the file is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.unit.blueprint.courses import Course

from arcana_gen.blueprint import Blueprint, Entity
from arcana_gen.blueprint.storage import entity_to_data, field_to_data

Path = tuple[str, ...]
Line = tuple[str, bool]
"""A line, and whether it is a comment or blank."""


class Fate(Enum):
    """What becomes of a line; one that REMAINS keeps its place, and perhaps gets another indent."""

    STAYS = auto()
    MOVES = auto()
    REMAINS = auto()
    OPEN = auto()


@dataclass
class Keys:
    """The keys that hold the same afterwards, those that are gone, and lists that change."""

    kept: set[Path] = field(default_factory=set)
    gone: set[Path] = field(default_factory=set)
    loose: set[Path] = field(default_factory=set)

    def compare(
        self, path: Path, before: Mapping[str, object], after: Mapping[str, object]
    ) -> None:
        for key, value in before.items():
            if key not in after:
                self.gone.add((*path, key))
            elif repr(after[key]) == repr(value):
                self.kept.add((*path, key))
            elif not isinstance(value, str | int | float):
                self.loose.add((*path, key))


def fates_of(lines: Sequence[Line], before: Blueprint, after: Course) -> Iterator[tuple[str, Fate]]:
    """Each line with what becomes of it; OPEN where that cannot be told."""
    keys = compare_blueprints(before, after)
    moved: set[Path] = {("entities", old) for old in after.renamed_entities()}
    paths = list(paths_of(lines))
    for number, (line, said) in enumerate(lines):
        around = _around(lines, paths, number)
        is_changed = not said and around[0] not in keys.kept
        is_free = not any(is_below(path, moved | keys.loose) for path in around)
        if said and line.strip() and is_free and any(is_below(path, keys.gone) for path in around):
            yield line, Fate.REMAINS
        elif is_changed or any(is_below(path, keys.gone | keys.loose) for path in around):
            yield line, Fate.OPEN
        else:
            yield line, Fate.MOVES if any(is_below(path, moved) for path in around) else Fate.STAYS


def is_below(path: Path, others: set[Path]) -> bool:
    return any(path[:size] in others for size in range(1, len(path) + 1))


def _around(lines: Sequence[Line], paths: Sequence[Path], number: int) -> list[Path]:
    """The key that a line is about, or both that it stands between."""
    if not lines[number][1]:
        return [paths[number]]
    below = number
    while below < len(lines) and lines[below][1] and lines[below][0].strip():
        below += 1
    if below < len(lines) and not lines[below][1] and not lines[below][0].lstrip().startswith("-"):
        columns = [column_of(line) for line, _ in lines[number : below + 1]]
        if below > number and max(columns) == columns[-1]:
            return [paths[below]]
    above = (path for path in reversed(paths[:number]) if path)
    following = (path for path in paths[number:] if path)
    return [next(above, ()), next(following, ())]


def column_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def paths_of(lines: Sequence[Line]) -> Iterator[Path]:
    """The keys that lead to each line, none for comments and blanks."""
    path: Path = ()
    for line, said in lines:
        if said:
            yield ()
            continue
        content = line.strip()
        depth, rest = divmod(column_of(line), 2)
        key, colon, _ = content.partition(":")
        is_key = colon and not rest and not content.startswith(("-", "'", '"'))
        if is_key and depth <= len(path):
            path = (*path[:depth], key.strip("'"))
        yield path


def compare_blueprints(before: Blueprint, after: Course) -> Keys:
    keys = Keys(kept={("_commit",), ("_src_path",), ("blueprint_format",)})
    keys.compare((), options_of(before), options_of(after.blueprint))
    if before.entities and after.blueprint.entities:
        keys.kept.add(("entities",))
    names = {old: new for new, old in after.entities.items()}
    for old, entity in before.entities.items():
        path = ("entities", old)
        if old in names:
            compare_entities(keys, path, entity, after.blueprint.entities[names[old]], after)
        else:
            keys.gone.add(path)
    return keys


def options_of(blueprint: Blueprint) -> dict[str, object]:
    ejected = {"ejected": blueprint.ejected} if blueprint.ejected else {}
    return {**blueprint.options, **ejected}


def compare_entities(keys: Keys, path: Path, before: Entity, after: Entity, course: Course) -> None:
    if before.name == after.name:
        keys.kept.add(path)
    keys.kept.add((*path, "fields"))
    own, wanted = (entity_to_data(entity) | {"fields": None} for entity in (before, after))
    keys.compare(path, own, wanted)
    names = {old: new for (entity, new), old in course.fields.items() if entity == after.name}
    fields_after = {part.name: part for part in after.fields}
    for part in before.fields:
        place = (*path, "fields", part.name)
        if part.name not in names:
            keys.gone.add(place)
            continue
        if names[part.name] == part.name:
            keys.kept.add(place)
        changed = fields_after[names[part.name]]
        keys.compare(place, field_to_data(part), field_to_data(changed))
