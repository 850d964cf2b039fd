from pathlib import Path

from tests.cli.running import Arcana

from arcana_gen.blueprint import ANSWERS_FILE, Answers
from arcana_gen.reconcile.tree import read_tree

WANTED = """\
docs: false
workers: 4
entities:
  Tag:
    fields:
      label: str
      note: text:optional
  Order:
    fields:
      number: str:max=32:unique
      tags: refs:Tag
"""


def blueprint_file(shop: Path, text: str) -> str:
    path = shop.parent / "blueprint.yaml"
    path.write_text(text)
    return str(path)


def test_what_show_prints_changes_nothing(arcana: Arcana, shop: Path) -> None:
    arcana("add", "entity", "Order", "number:str", "tags:refs:Tag")
    before = read_tree(shop)
    shown = arcana("show", "--blueprint")

    ended = arcana("apply", blueprint_file(shop, shown.out), "--json")

    assert ended.code == 0, ended.out
    assert ended.changes == {}
    assert read_tree(shop) == before


def test_what_show_prints_makes_the_same_project(arcana: Arcana, shop: Path) -> None:
    arcana("set", "docs=no", "workers=3")
    shown = arcana("show", "--blueprint")
    fresh = shop.parent / "fresh"

    made = arcana(
        "new", "--from", blueprint_file(shop, shown.out), "--output", str(fresh),
        "--no-git", "--no-install",
    )  # fmt: skip

    assert made.code == 0, made.err
    assert read_tree(fresh) == read_tree(shop)


def test_a_second_time_there_is_nothing_to_do(arcana: Arcana, shop: Path) -> None:
    path = blueprint_file(shop, WANTED)

    first = arcana("apply", path)
    before = read_tree(shop)
    second = arcana("apply", path)

    assert (first.code, second.code) == (0, 0), first.err
    assert "nothing to do" in second.err
    assert read_tree(shop) == before


def test_an_older_blueprint_is_the_undo(arcana: Arcana, shop: Path) -> None:
    older = arcana("show", "--blueprint").out
    before = read_tree(shop)
    arcana("apply", blueprint_file(shop, WANTED))

    ended = arcana("apply", blueprint_file(shop, older), "--accept-data-loss")

    after = read_tree(shop)
    changed = {path for path in before if before[path] != after.get(path)}
    assert ended.code == 0, ended.err
    assert changed == {ANSWERS_FILE}
    assert {path for path in after if path not in before} == {
        path for path in after if path.startswith("migrations/") and path not in before
    }
    assert Answers.read(shop / ANSWERS_FILE).blueprint.entities["Tag"].reserved == (11,)


def test_a_number_of_a_removed_field_is_never_given_again(arcana: Arcana, shop: Path) -> None:
    arcana("apply", blueprint_file(shop, WANTED))
    without = WANTED.replace("      note: text:optional\n", "")
    arcana("apply", blueprint_file(shop, without), "--accept-data-loss")

    arcana(
        "apply",
        blueprint_file(
            shop, without.replace("label: str", "label: str\n      rank: int:default=1")
        ),
    )

    tag = Answers.read(shop / ANSWERS_FILE).blueprint.entities["Tag"]
    assert {field.name: field.proto for field in tag.fields} == {"label": 10, "rank": 12}


def test_a_file_that_is_no_blueprint_is_refused(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    for text in ("[", "entities: 3\n", "nothing: 1\n", "entities:\n  Tag:\n    fields: {a: b}\n"):
        ended = arcana("apply", blueprint_file(shop, text))
        assert ended.code == 1
        assert "fault of Arcana" not in ended.err
    assert arcana("apply", "nowhere.yaml").code == 1
    assert read_tree(shop) == before


def test_deleted_rows_are_lost_only_when_that_is_accepted(arcana: Arcana, shop: Path) -> None:
    kept = blueprint_file(shop, WANTED.replace("  Tag:\n", "  Tag:\n    soft_delete: true\n"))

    arcana("apply", kept)
    shown = arcana("show", "--blueprint")
    not_kept = blueprint_file(shop, WANTED)
    refused = arcana("apply", not_kept, "--yes")
    accepted = arcana("apply", not_kept, "--accept-data-loss")

    assert "    soft_delete: true\n" in shown.out
    assert refused.code == 1
    assert "the deleted rows of `tags`" in refused.err
    assert accepted.code == 0
    assert "soft_delete" not in arcana("show", "--blueprint").out
