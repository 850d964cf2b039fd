"""What goes from the answers leaves the comments behind that the user wrote about it."""

from pathlib import Path

import pytest
from tests.unit.blueprint.commented_answers import WRITTEN, with_lines

from arcana_gen.blueprint import Answers, parse_field


@pytest.fixture
def answers() -> Answers:
    return Answers.parse(WRITTEN, path=Path("answers.yml"))


def test_options_come_to_their_place_and_go_without_their_comments(answers: Answers) -> None:
    options = {**answers.blueprint.options, "ci": "none", "zones": ["a", "b"]}
    del options["database"]

    dumped = answers.to(answers.blueprint.with_options(options)).dump()

    assert dumped == with_lines(
        "database: sqlite  # later: postgresql\n", "# later: postgresql\n\nci: none\n"
    ).replace("workers: 4\n", "workers: 4\nzones:\n- a\n- b\n")


def test_a_field_goes_without_what_is_said_above_and_inside_it(answers: Answers) -> None:
    blueprint = answers.blueprint.without_fields("Order", ["customer"])

    dumped = answers.to(blueprint).dump()

    before, _, rest = WRITTEN.partition("      customer:\n")
    _, _, after = rest.partition("on_delete: restrict\n")
    before = before.replace("Purchases\n", "Purchases\n    reserved:\n    - 11\n")
    assert dumped == f"{before}      # Until the law changes.\n\n{after}"


def test_an_entity_goes_without_what_is_said_in_and_behind_its_lines(answers: Answers) -> None:
    dumped = answers.to(answers.blueprint.without_entity("Order")).dump()

    before, _, rest = WRITTEN.partition("  Order:\n")
    _, _, after = rest.partition("- overdue\n")
    said = (
        "  # not: Purchases\n  # as printed\n  # of the form\n  # Who pays.\n"
        "  # Never the shop.\n  # Until the law changes.\n  # in the order of events\n"
        "  # by card\n  # after ten days\n"
    )
    assert dumped == before + said + after


def test_comments_stay_at_their_place_when_one_thing_goes_after_the_other(
    answers: Answers,
) -> None:
    person = answers.blueprint.without_entity("Order")
    blueprint = person.without_fields("Person", ["name"])

    one_by_one = answers.to(person).to(blueprint).dump()

    assert one_by_one == answers.to(blueprint).dump()
    assert "  # after ten days\n\n  # Who buys.\n  Person:\n" in one_by_one
    assert "    fields:\n      # by hand\n\n      'on': {" in one_by_one
    assert one_by_one.count("# The blueprint of this service.\n") == 1


def test_what_is_said_of_a_field_that_was_the_last_is_not_about_what_follows() -> None:
    text = (
        "entities:\n  Tag:\n    plural: Tags\n    fields:\n      n: {type: int, proto: 10}\n"
        "      m: {type: int, proto: 11}  # a measure\n  Zone:\n    plural: Zones\n    fields:\n"
        "      n: {type: int, proto: 10}\n"
    )
    answers = Answers.parse(text)

    less = answers.to(answers.blueprint.without_fields("Tag", ["m"]))
    more = answers.to(less.blueprint.with_fields("Tag", [parse_field("k:int")]))

    m = "      m: {type: int, proto: 11}  # a measure\n"
    k = "      k:\n        type: int\n        proto: 12\n"
    reserved = text.replace("Tags\n", "Tags\n    reserved:\n    - 11\n")
    assert less.dump() == reserved.replace(m, "      # a measure\n")
    assert more.dump() == reserved.replace(m, f"      # a measure\n\n{k}")
    assert less.to(less.blueprint.without_entity("Zone")).dump().endswith("      # a measure\n")


def test_when_the_last_entity_is_gone_the_key_stays() -> None:
    text = (
        "a: 1\nentities:  # of the shop\n  # Things.\n  Tag:\n    fields:\n      n: {type: int}\n"
    )
    answers = Answers.parse(f"{text}\n  # one day: Zone\nz: 1\n")

    dumped = answers.to(answers.blueprint.without_entity("Tag")).dump()

    assert dumped == ("a: 1\nentities: {}  # of the shop\n  # Things.\n\n  # one day: Zone\nz: 1\n")


def test_what_is_not_named_as_renamed_is_something_else(answers: Answers) -> None:
    blueprint = answers.blueprint.with_renamed_field("Order", "number", "code")

    dumped = answers.to(blueprint).dump()

    code = "      code:\n        type: str\n        proto: 10\n        max: 32\n"
    said = "      # as printed\n      # of the form\n\n"
    assert f"    fields:\n{said}{code}      # Who pays.\n" in dumped


def test_paths_come_to_the_ejected_ones_and_go(answers: Answers) -> None:
    one = answers.to(answers.blueprint.with_ejected(["README.md"]))
    listed = one.dump().replace("- README.md", "# Ours is longer.\n- README.md  # since May")
    two = Answers.parse(listed).to(one.blueprint.with_ejected(["LICENSE", "README.md", "tests"]))

    assert one.dump() == with_lines("entities:\n", "ejected:\n- README.md\nentities:\n")
    assert two.dump() == listed.replace("# Ours", "- LICENSE\n# Ours").replace(
        "# since May\n", "# since May\n- tests\n"
    )
    assert two.to(one.blueprint).dump() == listed
    assert two.to(answers.blueprint).dump() == with_lines(
        "entities:\n", "# Ours is longer.\n# since May\n\nentities:\n"
    )
