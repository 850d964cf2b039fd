from pathlib import Path

import pytest
from tests.unit.blueprint.commented_answers import WRITTEN, with_lines

from arcana_gen.blueprint import (
    Answers,
    Blueprint,
    BlueprintError,
    blueprint_from_file,
    parse_field,
    render_blueprint,
)


@pytest.fixture
def answers() -> Answers:
    return Answers.parse(WRITTEN, path=Path("answers.yml"))


def test_an_option_changes_in_its_line(answers: Answers) -> None:
    options = {**answers.blueprint.options, "database": "postgresql", "workers": 5}

    dumped = answers.to(answers.blueprint.with_options(options)).dump()

    assert dumped == with_lines("database: sqlite ", "database: postgresql ").replace(
        "workers: 4", "workers: 5"
    )


def test_the_quotes_that_somebody_chose_stay(answers: Answers) -> None:
    options = {**answers.blueprint.options, "project_name": "it's", "author": "Zoë"}

    dumped = answers.to(answers.blueprint.with_options(options)).dump()

    assert dumped == with_lines('"shop"', '"it\'s"').replace("author: ''", "author: Zoë")


def test_a_text_of_several_lines_can_become_one_and_back(answers: Answers) -> None:
    options = {**answers.blueprint.options, "description": "short"}
    changed = answers.to(answers.blueprint.with_options(options))
    back = changed.to(answers.blueprint.with_options({**options, "description": "a\nb"}))

    several = "description: >-  # for the README\n  What it is,\n  in two lines\n"
    assert changed.dump() == with_lines(several, "description: short  # for the README\n")
    assert back.dump() == with_lines(several, "description: 'a\n\n  b'  # for the README\n")


def test_the_source_and_the_version_of_the_template_change(answers: Answers) -> None:
    changed = answers.to(answers.blueprint, source="~/fork", commit="v2.0.0")

    assert (changed.source, changed.commit) == ("~/fork", "v2.0.0")
    assert changed.dump() == with_lines("_commit: v1.2.0", "_commit: v2.0.0").replace(
        "~/template.bundle", "~/fork"
    )


def test_the_same_blueprint_changes_nothing(answers: Answers) -> None:
    assert answers.to(answers.blueprint).dump() == WRITTEN


def test_a_field_comes_to_the_end_of_its_entity(answers: Answers) -> None:
    blueprint = answers.blueprint.with_fields("Order", [parse_field("note:text:optional")])

    dumped = answers.to(blueprint).dump()

    note = "      note:\n        type: text\n        proto: 13\n        optional: true\n"
    assert dumped == with_lines("        - overdue\n", f"        - overdue\n{note}")


def test_a_renamed_entity_moves_to_its_place_with_its_comments(answers: Answers) -> None:
    blueprint = answers.blueprint.with_renamed_entity("Person", "Customer")

    dumped = answers.to(blueprint, renamed_entities={"Person": "Customer"}).dump()

    person = WRITTEN[WRITTEN.index("  # Who buys.") : WRITTEN.index("project_name")]
    customer = person.replace("  Person:", "  Customer:").replace("People", "Customers")
    order = "  # What people buy.\n"
    assert dumped == with_lines(person, "").replace(order, customer + order).replace(
        "target: Person", "target: Customer"
    )


def test_a_renamed_entity_that_stays_in_order_changes_in_its_lines(answers: Answers) -> None:
    blueprint = answers.blueprint.with_renamed_entity("Order", "Offer", "Orders")

    dumped = answers.to(blueprint, renamed_entities={"Order": "Offer"}).dump()

    assert dumped == with_lines("  Order:", "  Offer:")


def test_a_renamed_field_keeps_its_lines(answers: Answers) -> None:
    blueprint = (
        answers.blueprint.with_renamed_field("Order", "number", "yes")
        .with_renamed_field("Person", "name", "label")
        .with_renamed_field("Person", "on", "active")
    )
    renamed = {("Order", "number"): "yes", ("Person", "name"): "label", ("Person", "on"): "active"}

    dumped = answers.to(blueprint, renamed_fields=renamed).dump()

    assert dumped == with_lines("      number:", "      'yes':").replace(
        "      name:", "      label:"
    ).replace("      'on':", "      active:")


def test_a_field_and_its_entity_can_be_renamed_at_once(answers: Answers) -> None:
    blueprint = answers.blueprint.with_renamed_entity("Order", "Offer", "Orders")
    blueprint = blueprint.with_renamed_field("Offer", "number", "code")

    changed = answers.to(
        blueprint,
        renamed_entities={"Order": "Offer"},
        renamed_fields={("Offer", "number"): "code"},
    )

    assert changed.dump() == with_lines("  Order:", "  Offer:").replace("number:  #", "code:  #")


def test_changes_of_a_field_change_its_lines_only(answers: Answers) -> None:
    text = with_lines("max: 32", "max: 64").replace("on_delete: restrict", "on_delete: set_null")
    text = text.replace("target: Person\n", "target: Person\n        optional: true\n")
    text = text.replace(
        "'on': {type: bool, proto: 11}", "'on': {type: bool, proto: 11, index: true}"
    )

    dumped = answers.to(Answers.parse(text).blueprint).dump()

    assert dumped == text


def test_values_of_an_enum_come_and_go_in_their_lines(answers: Answers) -> None:
    text = with_lines("        - overdue\n", "\n        - refunded\n")
    text = text.replace("        - pending\n", "        - draft\n        - pending\n")
    text = text.replace("        # in the order of events\n        - draft", "        - draft")
    text = text.replace(
        "        - pending\n", "        # in the order of events\n        - pending\n"
    )

    dumped = answers.to(Answers.parse(text).blueprint).dump()

    assert dumped == text


def test_fields_in_another_order_move_with_their_comments(answers: Answers) -> None:
    customer = WRITTEN[WRITTEN.index("      # Who pays.") : WRITTEN.index("      status:")]
    text = with_lines(customer, "").replace("      number:", f"{customer}      number:")

    dumped = answers.to(Answers.parse(text).blueprint).dump()

    assert dumped == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ejected: a\n", "`ejected` is not a list of paths"),
        ("ejected: [yes]\n", "`ejected` holds what is not a path; quote it"),
        ("ejected: [../a]\n", "`../a` cannot be taken over: it is no path in the project"),
        (
            "entities:\n  A: {reserved: 10, fields: {b: {type: int}}}\n",
            "entity `A`: `reserved` is not a list",
        ),
        (
            "entities:\n  A: {soft_delete: maybe, fields: {b: {type: int}}}\n",
            "entity `A`: `soft_delete` is neither true nor false",
        ),
        (
            "entities:\n  A: {reserved: [x], fields: {b: {type: int}}}\n",
            "entity `A`: `reserved` holds what is not a number",
        ),
        (
            "entities:\n  A: {reserved: [10], fields: {b: {type: int, proto: 10}}}\n",
            "entity `A`: entity `A`: the field `b` cannot have the protobuf number 10",
        ),
    ],
)
def test_says_what_is_wrong_with_what_is_gone_or_taken_over(text: str, message: str) -> None:
    with pytest.raises(BlueprintError) as caught:
        Answers.parse(text, path=Path("answers.yml"))

    assert caught.value.message == f"`answers.yml`: {message}"


def test_a_blueprint_that_does_not_fit_leaves_the_answers_alone(answers: Answers) -> None:
    broken = Blueprint({}, {"Order": answers.blueprint.entities["Order"]})

    with pytest.raises(BlueprintError, match="refers to `Person`"):
        answers.to(broken)


def test_the_text_of_a_blueprint_says_nothing_of_its_template(answers: Answers) -> None:
    text = render_blueprint(answers.blueprint)

    assert text.startswith("author: ''\nblueprint_format: 1\ndatabase: sqlite\n")
    assert "_commit" not in text
    assert Answers.parse(text).blueprint == answers.blueprint


def test_the_answers_of_a_project_are_a_blueprint_file(answers: Answers, tmp_path: Path) -> None:
    changed = answers.to(
        answers.blueprint.without_fields("Order", ["status"]).with_ejected(["README.md"])
    )
    path = tmp_path / "blueprint.yaml"
    path.write_text(changed.dump())

    assert blueprint_from_file(path) == changed.blueprint
