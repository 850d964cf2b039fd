from pathlib import Path

import pytest

from arcana_gen.blueprint import Answers, BlueprintError, blueprint_from_file, parse_entity

WRITTEN = """\
# The blueprint of this service.
_commit: v1.2.0
_src_path: ~/.local/share/arcana/template.bundle
author: ''
blueprint_format: 1
ci: github
database: sqlite  # later: postgresql
entities:
  Order:
    plural: Orders
    fields:
      number:
        type: str
        proto: 10
        max: 32
        unique: true
  # Where orders go to.
  Zone:
    plural: Zones
    fields:
      name: {type: str, proto: 10}   # by hand

      # about nothing in particular
project_name: "shop"

# The end.
"""

TAG = """\
  Tag:
    plural: Tags
    fields:
      name:
        type: str
        proto: 10
        max: 32
"""


def parse(text: str) -> Answers:
    return Answers.parse(text, path=Path("answers.yml"))


def error_of(text: str) -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        parse(text)
    return caught.value


def test_reads_the_options_and_the_entities() -> None:
    answers = parse(WRITTEN)

    assert answers.commit == "v1.2.0"
    assert answers.source == "~/.local/share/arcana/template.bundle"
    assert answers.blueprint.options == {
        "author": "",
        "ci": "github",
        "database": "sqlite",
        "project_name": "shop",
    }
    assert list(answers.blueprint.entities) == ["Order", "Zone"]


def test_what_is_not_changed_is_not_touched() -> None:
    assert parse(WRITTEN).dump() == WRITTEN


def test_an_entity_goes_to_its_place_and_comments_stay_with_theirs() -> None:
    answers = parse(WRITTEN).with_entity(parse_entity("Tag name:str:max=32"))

    before, after = WRITTEN.split("  # Where orders go to.\n")
    assert answers.dump() == f"{before}{TAG}  # Where orders go to.\n{after}"
    assert list(answers.blueprint.entities) == ["Order", "Tag", "Zone"]


def test_the_last_entity_goes_behind_what_is_said_about_the_one_before() -> None:
    text = WRITTEN.replace("\n      # about nothing", "      # about the name")

    dumped = parse(text).with_entity(parse_entity("Zoo name:str:max=32")).dump()

    zoo = TAG.replace("Tag", "Zoo")
    assert f"      # about the name in particular\n{zoo}project_name" in dumped


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: 1\nentities: {}\nz: 2\n", f"a: 1\nentities:\n{TAG}z: 2\n"),
        ("entities: {}  # none yet\n", f"entities:  # none yet\n{TAG}"),
        ("entities:\nz: 2\n", f"entities:\n{TAG}z: 2\n"),
        ("a: 1\nz: 2\n", f"a: 1\nentities:\n{TAG}z: 2\n"),
        ("a: 1\n# about z\nZ: 2\n", f"a: 1\nentities:\n{TAG}# about z\nZ: 2\n"),
        ("a: 1", f"a: 1\nentities:\n{TAG}"),
        ("a: 1\n\n# end\n", f"a: 1\nentities:\n{TAG}\n# end\n"),
        ("a: |\n  x\n\n", f"a: |\n  x\n\nentities:\n{TAG}"),
        ("a: {\n  b: 1\n}\n", f"a: {{\n  b: 1\n}}\nentities:\n{TAG}"),
        ("a:\n- 1\n- 2\n", f"a:\n- 1\n- 2\nentities:\n{TAG}"),
        ("a:\n", f"a:\nentities:\n{TAG}"),
    ],
)
def test_the_first_entity_finds_its_place_in_any_file(old: str, new: str) -> None:
    assert parse(old).with_entity(parse_entity("Tag name:str:max=32")).dump() == new


def test_entities_in_one_line_become_a_block() -> None:
    text = "entities: {Zone: {fields: {name: {type: str}}}}\n"

    dumped = parse(text).with_entity(parse_entity("Tag name:str:max=32")).dump()

    zone = "  Zone:\n    fields:\n      name:\n        type: str\n"
    assert dumped == f"entities:\n{TAG}{zone}"


def test_the_users_indentation_is_kept() -> None:
    text = "entities:\n    Order:\n        fields:\n            n: {type: int}\n"

    dumped = parse(text).with_entity(parse_entity("Tag name:str:max=32")).dump()

    indented = "".join(f"  {line}" for line in TAG.splitlines(keepends=True))
    assert dumped == text + indented


def test_line_ends_of_windows_are_kept() -> None:
    text = WRITTEN.replace("\n", "\r\n")

    dumped = parse(text).with_entity(parse_entity("Tag name:str:max=32")).dump()

    assert dumped.replace("\r\n", "").count("\n") == 0
    assert TAG.replace("\n", "\r\n") in dumped


def test_an_entity_that_does_not_fit_leaves_the_answers_alone() -> None:
    answers = parse(WRITTEN)

    with pytest.raises(BlueprintError, match="refers to `Nobody`"):
        answers.with_entity(parse_entity("Tag owner:ref:Nobody"))

    assert answers.dump() == WRITTEN


def test_a_text_that_cannot_take_an_entity_is_refused_rather_than_broken() -> None:
    text = "drafts: &drafts\n  Order: {fields: {n: {type: int}}}\nentities: *drafts\n"

    with pytest.raises(BlueprintError, match="cannot be changed as it is written"):
        parse(text).with_entity(parse_entity("Tag name:str"))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, 2),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a: 'x\n", 2, 1),
        ("a: 1\na: 2\n", 2, 1),
        ("entities:\n  A:\n    fields:\n      n: {type: int, type: str}\n", 4, 22),
    ],
)
def test_says_where_the_yaml_is_broken(text: str, line: int, column: int) -> None:
    error = error_of(text)

    assert error.code == "broken-yaml"
    assert f"`answers.yml` is not valid YAML: line {line}, column {column}: " in error.message
    assert "mend that line" in str(error.hint)


def test_a_control_character_is_no_yaml() -> None:
    assert error_of("a: \x00\n").code == "broken-yaml"


def test_bytes_that_are_no_utf_8_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.yml"
    path.write_bytes(b"a: 1\nb: \xff\n")

    with pytest.raises(BlueprintError, match="line 2"):
        Answers.read(path)


def test_names_an_unfinished_merge() -> None:
    error = error_of("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> main\n")

    assert error.message == "`answers.yml` holds an unfinished merge at line 2"


def test_refuses_what_a_newer_arcana_wrote() -> None:
    error = error_of("blueprint_format: 2\nentities: 1\n")

    assert error.message == (
        "`answers.yml` was written by a newer Arcana: it has format 2, this one knows 1"
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BlueprintError, match="does not exist"):
        Answers.read(tmp_path / ".copier-answers.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it holds no answers, one to a line"),
        ("- a\n", "it holds no answers, one to a line"),
        ("1: a\n", "the key `1` is no name"),
        ("blueprint_format: x\n", "`blueprint_format` is not a number"),
        ("entities: 3\n", "`entities` is not a mapping"),
        ("entities:\n  1: {}\n", "`entities` has the key `1`, which needs quotes"),
        ("entities:\n  A: 3\n", "entity `A`: an entity is not a mapping"),
        ("entities:\n  A: {}\n", "entity `A`: the entity `A` has no fields"),
        ("entities:\n  A: {field: {}}\n", "entity `A`: the key `field` means nothing here"),
        ("entities:\n  A: {fields: {b: str}}\n", "entity `A`: the field `b` is not a mapping"),
        (
            "entities:\n  A: {fields: {b: {type: strr}}}\n",
            "entity `A`: the field `b` has the unknown type `strr`",
        ),
        (
            "entities:\n  A: {fields: {b: {type: str, maxx: 3}}}\n",
            "entity `A`: field `b`: the key `maxx` means nothing here",
        ),
        (
            "entities:\n  A: {fields: {b: {type: enum, values: [yes, no]}}}\n",
            "entity `A`: `values` of the field `b` holds `True`, which needs quotes",
        ),
        (
            "entities:\n  A: {fields: {b: {type: str, default: {1}}}}\n",
            "entity `A`: `default` of the field `b` has no plain value",
        ),
        (
            "entities:\n  A: {fields: {b: {type: time, default: 19:30:00}}}\n",
            "entity `A`: `default=70200` of the field `b` is not a time of day such as `09:30`",
        ),
        (
            "entities:\n  A: {fields: {b: {type: str}}}\n  a: {fields: {b: {type: str}}}\n",
            "the entity `A` exists already",
        ),
        ("author: 2026-01-01\n", "`author` needs quotes around `2026-01-01`"),
    ],
)
def test_says_what_is_wrong_in_a_file(text: str, message: str) -> None:
    assert error_of(text).message == f"`answers.yml`: {message}"


def test_takes_dates_and_numbers_without_quotes() -> None:
    text = (
        "entities:\n  A:\n    fields:\n      day: {type: date, min: 2026-01-01}\n"
        "      total: {type: decimal, min: 0}\n"
    )

    day, total = parse(text).blueprint.entities["A"].fields

    assert (day.min, total.min, total.precision) == ("2026-01-01", "0", 12)


def test_a_blueprint_file_may_use_the_shorthand_and_leave_out_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "blueprint.yaml"
    path.write_text(
        "database: postgresql\n"
        "entities:\n"
        "  order line:\n"
        "    fields:\n"
        "      number: str:max=32:unique\n"
        "      customer: ref:Customer\n"
        "      note: {type: text, optional: true}\n"
        "  Customer: {fields: {name: str}}\n"
    )

    blueprint = blueprint_from_file(path)

    assert blueprint.options == {"database": "postgresql"}
    assert list(blueprint.entities) == ["Customer", "OrderLine"]
    assert [field.proto for field in blueprint.entities["OrderLine"].fields] == [10, 11, 12]


def test_errors_in_a_blueprint_file_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "blueprint.yaml"
    path.write_text("entities:\n  Order: {fields: {number: strr}}\n")

    with pytest.raises(BlueprintError) as caught:
        blueprint_from_file(path)

    assert caught.value.message == (
        f"`{path}`: entity `Order`: the field `number` has the unknown type `strr`"
    )
