from dataclasses import replace

import pytest

from arcana_gen.blueprint import Answers, parse_field

BRACES = """\
entities:
  Order: {plural: Orders, fields: {number: {type: str, proto: 10, max: "32"}, total: {type: int,
    proto: 11}}}
  Person:
    plural: People
    fields: {
      # How to call them.
      name: {type: "str", proto: 10},  # in full
      # Where to write.
      email: {type: email, proto: 11},  # at work
      boss: {type: ref, proto: 12, target: Person, optional: true},
      order: {type: ref, proto: 13, target: Order, optional: true}  # the last
    }
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' max: "32"', " max: 64"),
        ("type: str, proto: 10, max", "type: text, proto: 10, max"),
        (', max: "32"', ""),
        ("proto: 11}}}", "proto: 11, optional: true}}}"),
        ("{plural: Orders, fields", "{plural: Orders, table: sales, fields"),
        (", total: {type: int,\n    proto: 11}}", ", total: {type: int,\n    proto: 11, min: 0}}"),
        ('"str", proto: 10}', "\"text\", proto: 10, default: 'a, b'}"),
        ("optional: true}  # the last", "optional: true, on_delete: cascade}  # the last"),
    ],
)
def test_what_stands_in_braces_changes_there(old: str, new: str) -> None:
    answers = Answers.parse(BRACES)
    text = BRACES.replace(old, new)

    assert answers.to(Answers.parse(text).blueprint).dump() == text


def test_what_stands_in_braces_is_renamed_and_goes_there() -> None:
    answers = Answers.parse(BRACES)
    blueprint = (
        answers.blueprint.without_fields("Person", ["email"])
        .with_renamed_entity("Order", "Offer", "Orders")
        .with_renamed_field("Person", "name", "label")
        .with_renamed_field("Offer", "number", "on")
    )

    dumped = answers.to(
        blueprint,
        renamed_entities={"Order": "Offer"},
        renamed_fields={("Person", "name"): "label", ("Offer", "number"): "on"},
    ).dump()

    email = "      email: {type: email, proto: 11},  # at work\n"
    assert dumped == BRACES.replace(email, "      # at work\n").replace(
        "  Order:", "  Offer:"
    ).replace("target: Order", "target: Offer").replace("      name:", "      label:").replace(
        "{number:", "{'on':"
    ).replace("    plural: People\n", "    plural: People\n    reserved:\n    - 11\n")


def test_the_last_in_braces_goes_with_its_line_but_not_with_its_comment() -> None:
    answers = Answers.parse(BRACES)

    dumped = answers.to(answers.blueprint.without_fields("Person", ["order"])).dump()

    boss = "      boss: {type: ref, proto: 12, target: Person, optional: true},\n"
    assert f"{boss}      # the last\n    }}\n" in dumped


@pytest.mark.parametrize(
    ("names", "left"), [("a", "b, c"), ("b", "a, c"), ("b c", "a"), ("c", "a, b")]
)
def test_parts_of_one_line_go_with_their_commas(names: str, left: str) -> None:
    line = "    fields: {{{}}}\n"
    body = {name: f"{name}: {{type: int, proto: {10 + i}}}" for i, name in enumerate("abc")}
    answers = Answers.parse(
        "entities:\n  Tag:\n    plural: Tags\n" + line.format(", ".join(body.values()))
    )

    dumped = answers.to(answers.blueprint.without_fields("Tag", names.split())).dump()

    assert line.format(", ".join(body[name] for name in left.split(", "))) in dumped


def test_new_fields_in_braces_stand_there() -> None:
    answers = Answers.parse(BRACES)
    blueprint = answers.blueprint.with_fields("Order", [parse_field("kind:enum:a,b")])

    dumped = answers.to(blueprint).dump()

    kind = ", kind: {type: enum, proto: 12, values: [a, b]}}}"
    assert dumped == BRACES.replace("proto: 11}}}", f"proto: 11}}{kind}")


def test_comments_in_braces_that_become_lines_stay() -> None:
    answers = Answers.parse(BRACES)
    person = answers.blueprint.entities["Person"]
    turned = {"Person": replace(person, fields=person.fields[::-1])}

    dumped = answers.to(
        replace(answers.blueprint, entities={**answers.blueprint.entities, **turned})
    ).dump()

    for comment in ("How to call them.", "in full", "Where to write.", "at work", "the last"):
        assert f"      # {comment}\n" in dumped
