"""Any change of any blueprint, written into an answers file that people have commented."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from tests.unit.blueprint.courses import Course, courses, start
from tests.unit.blueprint.fates import Fate, Line, fates_of
from tests.unit.blueprint.strategies import as_copier_writes

from arcana_gen.blueprint import Answers, Blueprint, BlueprintError, Field
from arcana_gen.blueprint.enums import enum_numbers
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.storage import entity_to_data, field_to_data


@st.composite
def commented(draw: st.DrawFn, text: str) -> list[Line]:
    """The text with blank lines, and comments above its lines and behind them."""
    lines = [(line, line.startswith("#")) for line in text.splitlines(keepends=True)]
    for number in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(lines)))
        comment = f"{' ' * draw(st.integers(0, 9))}# comment {number}\n"
        lines.insert(place, (draw(st.sampled_from(["\n", comment])), True))
    for number in draw(st.sets(st.integers(0, len(lines) - 1), max_size=4)):
        line, said = lines[number]
        if not said:
            lines[number] = f"{line[:-1]}  # comment behind {number}\n", False
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return [(line.replace("\n", newline), said) for line, said in lines]


def comments_in(text: str) -> list[str]:
    return sorted(re.findall(r"# comment (?:behind )?\d+|# The blueprint", text))


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
    fates = list(fates_of(lines, before, after))
    found = changed.dump().splitlines(keepends=True)
    remaining = iter(found)
    in_place = [line for line in fates if line[1] in {Fate.STAYS, Fate.REMAINS}]
    assert [line for line, fate in in_place if not _follows(line, fate, remaining)] == []
    wanted = Counter(line for line, fate in fates if fate in {Fate.STAYS, Fate.MOVES})
    assert wanted - Counter(found) == Counter()
    assert comments_in(changed.dump()) == comments_in(text)
    assert change_of(changed, start(after.blueprint)).dump() == changed.dump()


def _follows(line: str, fate: Fate, remaining: Iterator[str]) -> bool:
    if fate == Fate.STAYS:
        return line in remaining
    return any(found.strip() == line.strip() for found in remaining)


@given(courses(), st.data())
@settings(max_examples=300)
def test_any_change_can_be_made_in_any_writing(
    course: tuple[Blueprint, Course], data: st.DataObject
) -> None:
    before, after = course
    plain = data.draw(written(before))
    assert Answers.parse(plain).blueprint == before
    text = "".join(line for line, _ in data.draw(commented(plain)))
    try:
        answers = Answers.parse(text)
    except BlueprintError:  # a comment fell into a text of several lines
        return
    assume(answers.blueprint == before)

    changed = change_of(answers, after)

    note(f"{text}\n=====\n{changed.dump()}")
    assert changed.blueprint == after.blueprint
    assert comments_in(changed.dump()) == comments_in(text)
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
        if draw(st.booleans()):
            parts = {part.name: _counting(part, parts[part.name]) for part in entity.fields}
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


def _counting(part: Field, data: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The field without the numbers of its last values, where they follow from the others."""
    for size in range(len(part.numbers)):
        given = part.numbers[:size]
        if enum_numbers(len(part.values), given, part.reserved) == part.numbers:
            return {**data, "numbers": list(given)}
    return {**data}


def _without_zero(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if (key, value) != ("proto", 0)}
