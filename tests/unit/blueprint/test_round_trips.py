from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.blueprint.strategies import (
    JSON,
    as_copier_writes,
    blueprints,
    entities,
    fields,
)

from arcana_gen.blueprint import (
    Answers,
    Blueprint,
    BlueprintError,
    Entity,
    Field,
    blueprint_from_file,
    format_field,
    parse_field,
    render_blueprint,
)
from arcana_gen.blueprint.json_values import JsonValue


@given(fields())
@settings(max_examples=400)
def test_a_field_survives_the_shorthand(field: Field) -> None:
    assert parse_field(format_field(field)) == field


@given(JSON)
def test_a_json_default_survives_the_shorthand(value: JsonValue) -> None:
    field = replace(parse_field("settings:json"), default=value)

    assert parse_field(format_field(field)).default == value


@given(blueprints())
def test_a_blueprint_survives_the_file_that_copier_writes(blueprint: Blueprint) -> None:
    text = as_copier_writes(blueprint)

    answers = Answers.parse(text)

    assert answers.blueprint == blueprint
    assert answers.commit == "v1"
    assert as_copier_writes(answers.blueprint) == text


@given(blueprint=blueprints())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_blueprint_survives_being_shown_and_applied(tmp_path: Path, blueprint: Blueprint) -> None:
    path = tmp_path / "blueprint.yaml"
    path.write_text(render_blueprint(blueprint), encoding="utf-8", newline="")

    assert blueprint_from_file(path) == blueprint


@given(blueprints(), entities("Middle"))
def test_an_added_entity_gives_the_bytes_that_copier_would_have_written(
    blueprint: Blueprint, entity: Entity
) -> None:
    answers = Answers.parse(as_copier_writes(blueprint)).with_entity(entity)

    assert answers.dump() == as_copier_writes(blueprint.with_entity(entity))


@given(blueprints(), entities("Middle"), st.data())
def test_an_added_entity_leaves_every_line_of_the_user(
    blueprint: Blueprint, entity: Entity, data: st.DataObject
) -> None:
    lines = as_copier_writes(blueprint).splitlines(keepends=True)
    for _ in range(data.draw(st.integers(0, 5))):
        place = data.draw(st.integers(0, len(lines)))
        indent = data.draw(st.integers(0, 8))
        lines.insert(place, data.draw(st.sampled_from(["\n", f"{' ' * indent}# a comment\n"])))
    text = "".join(lines)
    try:
        answers = Answers.parse(text, path=Path("answers.yml"))
    except BlueprintError:  # the comment fell into a text of several lines
        return
    before = answers.blueprint

    added = answers.with_entity(entity)

    remaining = iter(added.dump().splitlines(keepends=True))
    assert all(line in remaining for line in lines)
    assert added.blueprint == before.with_entity(entity)
