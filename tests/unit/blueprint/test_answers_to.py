from pathlib import Path

import pytest

from arcana_gen.blueprint import (
    Answers,
    Blueprint,
    BlueprintError,
    blueprint_from_file,
    parse_field,
    render_blueprint,
)

WRITTEN = """\
# The blueprint of this service.
_commit: v1.2.0
_src_path: ~/template.bundle
author: ''
# One database for all.
database: sqlite  # later: postgresql
description: >-  # for the README
  What it is,
  in two lines
entities:
  # What people buy.
  Order:
    plural: Orders  # not: Purchases
    fields:
      number:  # as printed
        type: str
        proto: 10
        max: 32   # of the form
      # Who pays.
      # Never the shop.
      customer:
        type: ref
        proto: 11
        target: Person
        # Until the law changes.
        on_delete: restrict
      status:
        type: enum
        proto: 12
        values:
        # in the order of events
        - pending
        - paid  # by card
        # after ten days
        - overdue

  # Who buys.
  Person:
    plural: People
    fields:
      name: {type: str, proto: 10}   # by hand
      'on': {type: bool, proto: 11}
project_name: "shop"
workers: 4

# The end.
"""


@pytest.fixture
def answers() -> Answers:
    return Answers.parse(WRITTEN, path=Path("answers.yml"))


def with_lines(old: str, new: str) -> str:
    assert WRITTEN.count(old) == 1
    return WRITTEN.replace(old, new)


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


def test_options_come_to_their_place_and_go_with_their_comments(answers: Answers) -> None:
    options = {**answers.blueprint.options, "ci": "none", "zones": ["a", "b"]}
    del options["database"]

    dumped = answers.to(answers.blueprint.with_options(options)).dump()

    assert dumped == with_lines(
        "# One database for all.\ndatabase: sqlite  # later: postgresql\n", "ci: none\n"
    ).replace("workers: 4\n", "workers: 4\nzones:\n- a\n- b\n")


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


def test_a_field_goes_with_what_is_said_above_and_inside_it(answers: Answers) -> None:
    blueprint = answers.blueprint.without_fields("Order", ["customer"])

    dumped = answers.to(blueprint).dump()

    before, _, rest = WRITTEN.partition("      # Who pays.\n")
    _, _, after = rest.partition("on_delete: restrict\n")
    before = before.replace("Purchases\n", "Purchases\n    reserved:\n    - 11\n")
    assert dumped == before + after


def test_an_entity_goes_with_what_is_said_above_it(answers: Answers) -> None:
    dumped = answers.to(answers.blueprint.without_entity("Order")).dump()

    before, _, rest = WRITTEN.partition("  # What people buy.\n")
    _, _, after = rest.partition("- overdue\n")
    assert dumped == before + after


def test_when_the_last_entity_is_gone_the_key_stays() -> None:
    text = (
        "a: 1\nentities:  # of the shop\n  # Things.\n  Tag:\n    fields:\n      n: {type: int}\n"
    )
    answers = Answers.parse(f"{text}\n  # one day: Zone\nz: 1\n")

    dumped = answers.to(answers.blueprint.without_entity("Tag")).dump()

    assert dumped == "a: 1\nentities: {}  # of the shop\n\n  # one day: Zone\nz: 1\n"


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


def test_what_is_not_named_as_renamed_is_something_else(answers: Answers) -> None:
    blueprint = answers.blueprint.with_renamed_field("Order", "number", "code")

    dumped = answers.to(blueprint).dump()

    assert "# as printed" not in dumped
    assert dumped.index("      code:\n") < dumped.index("      # Who pays.\n")


def test_changes_of_a_field_change_its_lines_only(answers: Answers) -> None:
    text = with_lines("max: 32", "max: 64").replace("on_delete: restrict", "on_delete: set_null")
    text = text.replace("target: Person\n", "target: Person\n        optional: true\n")
    text = text.replace(
        "'on': {type: bool, proto: 11}", "'on': {type: bool, proto: 11, index: true}"
    )

    dumped = answers.to(Answers.parse(text).blueprint).dump()

    assert dumped == text


def test_values_of_an_enum_come_and_go_in_their_lines(answers: Answers) -> None:
    text = with_lines("        # after ten days\n        - overdue\n", "        - refunded\n")
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


def test_paths_come_to_the_ejected_ones_and_go(answers: Answers) -> None:
    one = answers.to(answers.blueprint.with_ejected(["README.md"]))
    listed = one.dump().replace("- README.md", "# Ours is longer.\n- README.md  # since May")
    two = Answers.parse(listed).to(one.blueprint.with_ejected(["LICENSE", "README.md", "tests"]))

    assert one.dump() == with_lines("entities:\n", "ejected:\n- README.md\nentities:\n")
    assert two.dump() == listed.replace("# Ours", "- LICENSE\n# Ours").replace(
        "# since May\n", "# since May\n- tests\n"
    )
    assert two.to(one.blueprint).dump() == listed
    assert two.to(answers.blueprint).dump() == WRITTEN


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
