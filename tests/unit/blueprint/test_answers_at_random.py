"""Any change of any blueprint, written into an answers file that people have commented."""

from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from tests.unit.blueprint.courses import Course, courses, start
from tests.unit.blueprint.strategies import as_copier_writes

from arcana_gen.blueprint import Answers, Blueprint, BlueprintError, Entity
from arcana_gen.blueprint.storage import entity_to_data, field_to_data

Path = tuple[str, ...]
Line = tuple[str, bool]
"""A line, and whether it is a comment or blank."""


@st.composite
def commented(draw: st.DrawFn, text: str) -> list[Line]:
    lines = [(line, line.startswith("#")) for line in text.splitlines(keepends=True)]
    for number in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(lines)))
        comment = f"{' ' * draw(st.integers(0, 9))}# comment {number}\n"
        lines.insert(place, (draw(st.sampled_from(["\n", comment])), True))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return [(line.replace("\n", newline), said) for line, said in lines]


def change_of(answers: Answers, course: Course) -> Answers:
    return answers.to(
        course.blueprint,
        renamed_entities=course.renamed_entities(),
        renamed_fields=course.renamed_fields(),
    )


@given(courses())
@settings(max_examples=300)
def test_any_change_gives_the_bytes_that_copier_would_have_written(
    course: tuple[Blueprint, Course],
) -> None:
    before, after = course

    changed = change_of(Answers.parse(as_copier_writes(before)), after)

    assert changed.dump() == as_copier_writes(after.blueprint)


@given(courses(), st.data())
@settings(max_examples=500)
def test_any_change_leaves_the_lines_that_it_is_not_about(
    course: tuple[Blueprint, Course], data: st.DataObject
) -> None:
    before, after = course
    lines = data.draw(commented(as_copier_writes(before)))
    text = "".join(line for line, _ in lines)
    try:
        answers = Answers.parse(text)
    except BlueprintError:  # a comment fell into a text of several lines
        return
    assume(answers.blueprint == before)

    changed = change_of(answers, after)

    note(f"{text}\n=====\n{changed.dump()}")
    assert changed.blueprint == after.blueprint
    surviving = list(lines_that_survive(lines, before, after))
    remaining = iter(changed.dump().splitlines(keepends=True))
    in_place = [line for line, moves in surviving if not moves]
    assert [line for line in in_place if line not in remaining] == []
    wanted = Counter(line for line, _ in surviving)
    assert wanted - Counter(changed.dump().splitlines(keepends=True)) == Counter()
    assert change_of(changed, start(after.blueprint)).dump() == changed.dump()


@given(courses(), st.data())
@settings(max_examples=300)
def test_any_change_can_be_made_in_any_writing(
    course: tuple[Blueprint, Course], data: st.DataObject
) -> None:
    before, after = course
    text = data.draw(written(before))
    answers = Answers.parse(text)
    assert answers.blueprint == before

    changed = change_of(answers, after)

    note(f"{text}\n=====\n{changed.dump()}")
    assert changed.blueprint == after.blueprint
    assert change_of(changed, start(after.blueprint)).dump() == changed.dump()


@st.composite
def written(draw: st.DrawFn, blueprint: Blueprint) -> str:
    """The blueprint as people may write it: in braces or not, keys and numbers left out."""
    answers = {**blueprint.to_answers(), "_commit": "v1", "_src_path": "~/template.bundle"}
    entities_data = {}
    for name, entity in blueprint.entities.items():
        body = entity_to_data(entity)
        parts = {part.name: field_to_data(part) for part in entity.fields}
        if draw(st.booleans()) and not entity.reserved:
            parts = {key: {**part, "proto": 0} for key, part in parts.items()}
        fields_data = {key: _without_zero(part) for key, part in parts.items()}
        entities_data[name] = {**body, "fields": fields_data}
    text: str = yaml.dump(
        {**answers, "entities": entities_data},
        indent=draw(st.integers(2, 4)),
        width=draw(st.sampled_from([30, 1000])),
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([False, None, None])),
        default_style=draw(st.sampled_from([None, None, "'"])),
        sort_keys=False,
    )
    return text


def _without_zero(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if (key, value) != ("proto", 0)}


def lines_that_survive(
    lines: list[Line], before: Blueprint, after: Course
) -> Iterator[tuple[str, bool]]:
    """The lines that the change is not about, and whether they may move with their entity."""
    paths = list(paths_of(lines))
    kept, gone = surviving_paths(before, after)
    moved = set(after.renamed_entities())
    for number, ((line, _), path) in enumerate(zip(lines, paths, strict=True)):
        around = {path} if path else neighbours(paths, number)
        moves = any(near[:1] == ("entities",) and near[1:2] and near[1] in moved for near in around)
        if path in kept or (not path and not any(is_below(near, gone) for near in around)):
            yield line, moves


def neighbours(paths: list[Path], number: int) -> set[Path]:
    above = next((path for path in reversed(paths[:number]) if path), ())
    below = next((path for path in paths[number:] if path), ())
    return {above, below}


def is_below(path: Path, gone: set[Path]) -> bool:
    return any(path[:size] in gone for size in range(1, len(path) + 1))


def paths_of(lines: list[Line]) -> Iterator[Path]:
    """The keys that lead to each line, none for comments and blanks, in a file of Copier's form."""
    path: Path = ()
    for line, said in lines:
        if said:
            yield ()
            continue
        content = line.strip()
        depth, rest = divmod(len(line) - len(line.lstrip(" ")), 2)
        key, colon, _ = content.partition(":")
        is_key = colon and not rest and not content.startswith(("-", "'", '"'))
        if is_key and depth <= len(path):
            path = (*path[:depth], key.strip("'"))
        yield path


def surviving_paths(before: Blueprint, after: Course) -> tuple[set[Path], set[Path]]:
    """The keys that hold the same afterwards, and those that are gone, by their old names."""
    kept: set[Path] = {("_commit",), ("_src_path",), ("blueprint_format",)}
    gone: set[Path] = set()
    compare((), options_of(before), options_of(after.blueprint), kept, gone)
    if before.entities and after.blueprint.entities:
        kept.add(("entities",))
    names = {old: new for new, old in after.entities.items()}
    for old, entity in before.entities.items():
        path = ("entities", old)
        if old in names:
            compare_entity(path, entity, after.blueprint.entities[names[old]], after, kept, gone)
        else:
            gone.add(path)
    return kept, gone


def options_of(blueprint: Blueprint) -> dict[str, object]:
    ejected = {"ejected": blueprint.ejected} if blueprint.ejected else {}
    return {**blueprint.options, **ejected}


def compare_entity(
    path: Path, before: Entity, after: Entity, course: Course, kept: set[Path], gone: set[Path]
) -> None:
    if before.name == after.name:
        kept.add(path)
    kept.add((*path, "fields"))
    own, wanted = (entity_to_data(entity) | {"fields": None} for entity in (before, after))
    compare(path, own, wanted, kept, gone)
    names = {old: new for (entity, new), old in course.fields.items() if entity == after.name}
    fields_after = {part.name: part for part in after.fields}
    for part in before.fields:
        field_path = (*path, "fields", part.name)
        if part.name not in names:
            gone.add(field_path)
            continue
        if names[part.name] == part.name:
            kept.add(field_path)
        changed = fields_after[names[part.name]]
        compare(field_path, field_to_data(part), field_to_data(changed), kept, gone)


def compare(
    path: Path,
    before: Mapping[str, object],
    after: Mapping[str, object],
    kept: set[Path],
    gone: set[Path],
) -> None:
    for key, value in before.items():
        if key in after and repr(after[key]) == repr(value):
            kept.add((*path, key))
        # What is said inside of a list goes with its items.
        elif key not in after or not isinstance(value, str | int | float):
            gone.add((*path, key))
