from pathlib import Path

import pytest

from arcana_gen.blueprint import BlueprintError, Options, load_options
from arcana_gen.blueprint.errors import DoesNotFit

REPOSITORY = Path(__file__).parents[3]

QUESTIONS = """
_subdirectory: template
_envops: {trim_blocks: true, lstrip_blocks: true, undefined: jinja2.StrictUndefined}

preset:
  type: str
  help: How much
  choices: {the least: minimal, the usual: standard}
  default: standard
name:
  type: str
  placeholder: shop
  validator: >-
    {% if not (name | regex_search('^[a-z]+$')) %}
    lower-case letters
    only
    {% endif %}
title:
  default: "{{ name | upper }} service"
grpc:
  type: bool
  default: "{{ preset == 'standard' }}"
port:
  type: int
  default: 50051
  when: "{{ grpc }}"
ratio: 0.5
labels:
  type: yaml
  default: []
entities: {type: yaml, ask: false, default: {}}
blueprint_format: {type: int, ask: false, default: 1}
scope:
  type: yaml
  when: false
  default: "{{ entities | list }}"
"""


@pytest.fixture
def options(tmp_path: Path) -> Options:
    path = tmp_path / "copier.yml"
    path.write_text(QUESTIONS)
    return load_options(path)


def error_of(options: Options, **given: object) -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        options.resolve(given)
    return caught.value


def test_lists_what_people_decide_in_the_order_of_the_file(options: Options) -> None:
    assert [option.name for option in options] == [
        "preset",
        "name",
        "title",
        "grpc",
        "port",
        "ratio",
        "labels",
    ]


def test_knows_what_flags_and_prompts_need(options: Options) -> None:
    preset = options["preset"]

    assert (preset.type, preset.help, preset.choice_values) == (
        "str",
        "How much",
        ("minimal", "standard"),
    )
    assert preset.choices[0].label == "the least"
    assert options["name"].placeholder == "shop"
    assert not options["name"].has_default
    assert options["ratio"].type == "float"


def test_defaults_follow_from_the_answers_before_them(options: Options) -> None:
    assert options.resolve({"name": "shop"}) == {
        "preset": "standard",
        "name": "shop",
        "title": "SHOP service",
        "grpc": True,
        "port": 50051,
        "ratio": 0.5,
        "labels": [],
    }


def test_a_question_that_does_not_arise_has_no_answer(options: Options) -> None:
    answers = options.resolve({"name": "shop", "preset": "minimal"})

    assert answers["grpc"] is False
    assert "port" not in answers


def test_text_from_the_command_line_becomes_the_type_of_the_question(options: Options) -> None:
    answers = options.resolve(
        {"name": "shop", "grpc": "yes", "port": "8080", "ratio": "1", "labels": "[a, 2]"}
    )

    assert answers["grpc"] is True
    assert answers["port"] == 8080
    assert answers["ratio"] == 1.0
    assert answers["labels"] == ["a", 2]


def test_suggests_the_option_that_was_meant(options: Options) -> None:
    error = error_of(options, name="shop", gprc="true")

    assert error.message == "there is no option `gprc`"
    assert error.hint == "did you mean `grpc`?"


@pytest.mark.parametrize("name", ["scope", "entities", "blueprint_format", "_subdirectory"])
def test_what_is_computed_or_recorded_is_no_option(options: Options, name: str) -> None:
    assert error_of(options, **{name: 1}).code == "unknown-option"


def test_suggests_the_choice_that_was_meant(options: Options) -> None:
    error = error_of(options, name="shop", preset="standart")

    assert error.message == "`standart` is no choice for `preset`"
    assert error.hint == "did you mean `standard`?"


def test_repeats_what_the_validator_says(options: Options) -> None:
    assert error_of(options, name="Shop").message == (
        "`Shop` cannot be `name`: lower-case letters only"
    )


@pytest.mark.parametrize(("option", "value"), [("port", "x"), ("grpc", "perhaps"), ("labels", "[")])
def test_refuses_a_value_of_another_type(options: Options, option: str, value: str) -> None:
    error = error_of(options, name="shop", **{option: value})

    assert error.code == "invalid-option"
    assert error.message.startswith(f"`{value}` cannot be `{option}`: ")


def test_says_which_other_option_has_to_change_too() -> None:
    options = load_options(REPOSITORY / "copier.yml")
    before = options.resolve({"project_name": "shop", "jobs": "database", "events": "yes"})

    with pytest.raises(DoesNotFit) as caught:
        options.change(before, {"jobs": "none"})

    assert caught.value.message.startswith("`events=true`, which the project has, does not fit: ")
    assert caught.value.hint == "set `events=false` too"
    assert options.change(before, {"jobs": "none", "events": "no"})["events"] is False


def test_says_which_option_has_no_value(options: Options) -> None:
    assert error_of(options).message == "the option `name` has no value"


def test_questions_can_be_asked_one_by_one(options: Options) -> None:
    answers = {"preset": "minimal", "name": "shop"}

    assert options.default("grpc", answers) is False
    assert options.check("port", "1", answers) == 1
    assert not options.is_asked("port", {**answers, "grpc": False})
    assert options.is_asked("port", {**answers, "grpc": True})


def test_answers_from_outside_are_visible_to_defaults(options: Options) -> None:
    assert options.resolve({"name": "shop"}, context={"extra": 1})["title"] == "SHOP service"


@pytest.mark.parametrize(
    ("jobs", "tables"), [("none", []), ("database", ["jobs", "schedules"]), ("redis", ["outbox"])]
)
def test_a_computed_question_follows_from_the_answers(jobs: str, tables: list[str]) -> None:
    options = load_options(REPOSITORY / "copier.yml")

    assert options.computed("option_tables", {"project_name": "shop", "jobs": jobs}) == tables


def test_a_computed_question_takes_defaults_for_what_is_not_answered() -> None:
    options = load_options(REPOSITORY / "copier.yml")

    assert options.computed("option_tables", {"project_name": "shop", "preset": "minimal"}) == []


def test_a_computed_question_that_a_template_does_not_have_comes_to_nothing(
    options: Options,
) -> None:
    assert options.computed("option_tables", {}) is None


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "a: [",
        "a: {choices: 3}",
        "a: {multiselect: true}",
        "a: {choices: {x: {value: 1}}}",
        "a: 1\na: 2",
    ],
)
def test_a_template_with_broken_questions_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "copier.yml"
    path.write_text(text)

    with pytest.raises(BlueprintError) as caught:
        load_options(path)

    assert caught.value.code == "broken-questions"
    assert str(path) in caught.value.message


def test_a_default_that_cannot_be_evaluated_is_a_fault_of_the_template(tmp_path: Path) -> None:
    path = tmp_path / "copier.yml"
    path.write_text("a: {default: '{{ b.c }}'}")

    assert error_of(load_options(path)).code == "broken-questions"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(BlueprintError, match="cannot be read"):
        load_options(tmp_path / "copier.yml")


def test_the_name_of_the_project_is_written_as_a_distribution_name() -> None:
    options = load_options(REPOSITORY / "copier.yml")

    assert options.resolve({"project_name": "Order Service"})["project_name"] == "order-service"
    assert error_of(options, project_name="2fast").code == "invalid-project-name"


@pytest.mark.parametrize("preset", ["minimal", "standard", "full"])
def test_the_questions_of_this_repository_can_be_answered(preset: str) -> None:
    options = load_options(REPOSITORY / "copier.yml")

    answers = options.resolve({"project_name": "order-service", "preset": preset})

    assert {"database", "ci", "license", "description", "author"} <= answers.keys()
