"""Random changes of random blueprints, which remember what was renamed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hypothesis import assume
from hypothesis import strategies as st
from tests.unit.blueprint.strategies import TRICKY_TEXT, blueprints, entities, fields, used_fields

from arcana_gen.blueprint import Blueprint, BlueprintError, make_entity

NAMES = st.sampled_from(["Apple", "Middle", "Order", "Pear", "Zoo"])
FIELD_NAMES = st.sampled_from(["apple", "field_1", "on", "zoo"])


@dataclass
class Course:
    """A blueprint on its way through changes, and where its things came from."""

    blueprint: Blueprint
    entities: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)

    def renamed_entities(self) -> dict[str, str]:
        return {old: new for new, old in self.entities.items() if old != new}

    def renamed_fields(self) -> dict[tuple[str, str], str]:
        return {(entity, old): new for (entity, new), old in self.fields.items() if old != new}


def start(blueprint: Blueprint) -> Course:
    return Course(
        blueprint,
        {name: name for name in blueprint.entities},
        {
            (name, part.name): part.name
            for name, entity in blueprint.entities.items()
            for part in entity.fields
        },
    )


def add_entity(course: Course, draw: st.DrawFn) -> None:
    course.blueprint = course.blueprint.with_entity(draw(entities(draw(NAMES))))


def remove_entity(course: Course, draw: st.DrawFn) -> None:
    name = draw(st.sampled_from(sorted(course.blueprint.entities)))
    course.blueprint = course.blueprint.without_entity(name)
    course.entities.pop(name, None)
    course.fields = {key: old for key, old in course.fields.items() if key[0] != name}


def rename_entity(course: Course, draw: st.DrawFn) -> None:
    old = draw(st.sampled_from(sorted(course.blueprint.entities)))
    new = draw(NAMES)
    plural = draw(st.sampled_from(["", f"{new}Things"]))
    course.blueprint = course.blueprint.with_renamed_entity(old, new, plural)
    if old in course.entities:
        course.entities[new] = course.entities.pop(old)
    course.fields = {
        (new if entity == old else entity, name): origin
        for (entity, name), origin in course.fields.items()
    }


def add_field(course: Course, draw: st.DrawFn) -> None:
    entity = draw(st.sampled_from(sorted(course.blueprint.entities)))
    course.blueprint = course.blueprint.with_fields(entity, [draw(fields(draw(FIELD_NAMES)))])


def _some_field(course: Course, draw: st.DrawFn) -> tuple[str, str]:
    entity = draw(st.sampled_from(sorted(course.blueprint.entities)))
    names = [part.name for part in course.blueprint.entities[entity].fields]
    return entity, draw(st.sampled_from(names))


def remove_field(course: Course, draw: st.DrawFn) -> None:
    entity, name = _some_field(course, draw)
    course.blueprint = course.blueprint.without_fields(entity, [name])
    course.fields.pop((entity, name), None)


def rename_field(course: Course, draw: st.DrawFn) -> None:
    entity, old = _some_field(course, draw)
    new = draw(FIELD_NAMES)
    course.blueprint = course.blueprint.with_renamed_field(entity, old, new)
    if (entity, old) in course.fields:
        course.fields[entity, new] = course.fields.pop((entity, old))


def change_field(course: Course, draw: st.DrawFn) -> None:
    name, changed = _some_field(course, draw)
    entity = course.blueprint.entities[name]
    parts = [
        replace(draw(used_fields(part.name)), proto=part.proto) if part.name == changed else part
        for part in entity.fields
    ]
    another = make_entity(name, parts, plural=entity.plural, reserved=entity.reserved)
    changed_entities = {**course.blueprint.entities, name: another}
    course.blueprint = replace(course.blueprint, entities=changed_entities).checked()


def change_options(course: Course, draw: st.DrawFn) -> None:
    options = dict(course.blueprint.options)
    options["description"] = draw(TRICKY_TEXT)
    options["workers"] = draw(st.integers(1, 3))
    options.pop(draw(st.sampled_from(["database", "ci"])), None)
    options[draw(st.sampled_from(["author", "ci"]))] = draw(st.sampled_from(["", "true", "Ann"]))
    course.blueprint = course.blueprint.with_options(options)


def eject(course: Course, draw: st.DrawFn) -> None:
    paths = draw(st.lists(st.sampled_from(["LICENSE", "README.md", "src/app", "tests/unit"])))
    course.blueprint = course.blueprint.with_ejected(paths)


CHANGES: list[Callable[[Course, st.DrawFn], None]] = [
    add_entity,
    remove_entity,
    rename_entity,
    add_field,
    remove_field,
    rename_field,
    change_field,
    change_options,
    eject,
]


@st.composite
def courses(draw: st.DrawFn) -> tuple[Blueprint, Course]:
    before = draw(blueprints())
    return before, _changed(before, draw)


@st.composite
def branches(draw: st.DrawFn) -> tuple[Blueprint, Blueprint, Blueprint]:
    """A blueprint, and what two branches have each made of it."""
    before = draw(blueprints())
    return before, _changed(before, draw).blueprint, _changed(before, draw).blueprint


def _changed(before: Blueprint, draw: st.DrawFn) -> Course:
    course = start(before)
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4)):
        if change is not change_options and change is not eject:
            assume(course.blueprint.entities)
        saved = replace(course, entities=dict(course.entities), fields=dict(course.fields))
        try:
            change(course, draw)
        except BlueprintError:  # it does not fit, which other tests are about
            course = saved
    return course
