"""Adding, removing and renaming fields and entities of a project that exists."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana

from arcana_gen.blueprint import ANSWERS_FILE, Answers
from arcana_gen.reconcile.tree import read_tree


def fields_of(shop: Path, entity: str = "Tag") -> list[str]:
    answers = Answers.read(shop / ANSWERS_FILE)
    return [field.name for field in answers.blueprint.entities[entity].fields]


def migrations(shop: Path) -> list[str]:
    return sorted(path.name for path in (shop / "migrations" / "versions").glob("*.py"))


def test_a_field_is_added_in_all_layers_with_one_migration(arcana: Arcana, shop: Path) -> None:
    before = migrations(shop)

    ended = arcana("add", "field", "tag", "note:text:optional")

    assert ended.code == 0, ended.err
    assert fields_of(shop) == ["label", "note"]
    assert '"note"' in (shop / "src/app/entities/tag/entity.py").read_text()
    assert len(migrations(shop)) == len(before) + 1
    assert "migrate up" in ended.err


def test_a_required_field_needs_a_value_for_rows_that_exist(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    without = arcana("add", "field", "Tag", "rank:int")

    assert without.code == 1
    assert "--fill Tag.rank=VALUE" in without.err
    assert read_tree(shop) == before
    assert arcana("add", "field", "Tag", "rank:int", "--fill", "Tag.rank=1").code == 0
    assert arcana("add", "field", "Tag", "size:int:default=3").code == 0


@pytest.mark.parametrize(
    ("fill", "problem"),
    [
        ("rank=1", "is not `Entity.field=value`"),
        ("Tag.rank", "is not `Entity.field=value`"),
        ("Dog.rank=1", "there is no entity `Dog`"),
        ("Tag.rank=x", "is not a whole number"),
        ("Tag.other=1", "other"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    arcana: Arcana, shop: Path, fill: str, problem: str
) -> None:
    before = read_tree(shop)

    ended = arcana("add", "field", "Tag", "rank:int", "--fill", fill)

    assert ended.code in {1, 2}
    assert problem in ended.err
    assert read_tree(shop) == before


def test_removing_loses_data_only_when_that_is_accepted(arcana: Arcana, shop: Path) -> None:
    arcana("add", "field", "Tag", "note:text:optional")
    before = read_tree(shop)

    refused = arcana("remove", "field", "Tag", "note", "--yes")
    shown = arcana("remove", "field", "Tag", "note", "--dry-run")

    assert refused.code == 1
    assert "would lose the column `tags.note` and what is in it" in refused.err
    assert "this loses the column `tags.note`" in shown.err
    assert read_tree(shop) == before
    assert arcana("remove", "field", "Tag", "note", "--accept-data-loss").code == 0
    assert fields_of(shop) == ["label"]


def test_an_entity_is_removed_but_not_what_the_user_put_into_it(arcana: Arcana, shop: Path) -> None:
    arcana("add", "entity", "Order", "number:str")
    folder = shop / "src/app/entities/order"
    (folder / "pricing.py").write_text("PRICE = 1\n")
    (folder / "entity.py").write_text("edited\n")

    ended = arcana("remove", "entity", "order", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert sorted(path.name for path in folder.iterdir()) == ["entity.py", "pricing.py"]
    assert "`src/app/entities/order/entity.py` stays as it is: you edited it" in ended.err
    assert "`src/app/entities/order/pricing.py` stays as it is" in ended.err


def test_own_lines_that_use_a_removed_entity_are_listed(arcana: Arcana, shop: Path) -> None:
    for name in ("Order", "OrderLine"):
        assert arcana("add", "entity", name, "number:str").code == 0
    own = shop / "src" / "app" / "worker.py"
    own.write_text("from app.entities.order.entity import NAME\n\nOrderId = OrderLine = NAME\n")

    ended = arcana("remove", "entity", "Order", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert "`src/app/worker.py:1` still says `order`" in ended.err
    assert "`src/app/worker.py:3` still says `Order`" in ended.err
    assert ended.err.count("still says") == 2


def test_own_lines_that_use_a_removed_field_are_listed(arcana: Arcana, shop: Path) -> None:
    assert arcana("add", "field", "Tag", "note:text:optional").code == 0
    entity = shop / "src/app/entities/tag/entity.py"
    entity.write_text(f"{entity.read_text()}\n\ndef shown(tag):\n    return tag.note\n")
    own, other = shop / "src/app/use.py", shop / "src/app/other.py"
    own.write_text("Tag(note=1)\nnote\nx['note']\n")
    other.write_text("dog.note\n")

    ended = arcana("remove", "field", "tag", "note", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert "`src/app/use.py:1` still says `note`" in ended.err
    assert "`src/app/use.py:3` still says `note`" in ended.err
    assert "entity.py:9` still says `note`" in ended.err
    assert ended.err.count("still says") == 3


def test_own_lines_that_use_a_renamed_field_are_listed(arcana: Arcana, shop: Path) -> None:
    own = shop / "src/app/use.py"
    own.write_text("Tag(label='')\nTag(title='')\n")

    ended = arcana("rename", "field", "Tag", "label", "title")

    assert ended.code == 0, ended.err
    assert "`src/app/use.py:1` still says `label`" in ended.err
    assert ended.err.count("still says") == 1


def test_an_entity_that_others_refer_to_is_not_removed(arcana: Arcana, shop: Path) -> None:
    arcana("add", "entity", "Order", "number:str", "tags:refs:Tag")
    before = read_tree(shop)

    ended = arcana("remove", "entity", "Tag", "--accept-data-loss")

    assert ended.code == 1
    assert "`Order.tags`" in ended.err
    assert read_tree(shop) == before


def test_everything_of_an_entity_moves_with_its_name(arcana: Arcana, shop: Path) -> None:
    arcana("add", "entity", "Order", "number:str", "tags:refs:Tag")
    folder = shop / "src/app/entities/tag"
    (folder / "colours.py").write_text("from app.entities.tag.entity import NAME\n")
    entity = folder / "entity.py"
    entity.write_text(f"{entity.read_text()}\n\nMINE = 1\n")

    ended = arcana("rename", "entity", "Tag", "Label")

    assert ended.code == 0, ended.err
    assert not folder.exists()
    moved = shop / "src/app/entities/label"
    assert (moved / "entity.py").read_text().endswith("\nMINE = 1\n")
    assert (moved / "colours.py").read_text() == "from app.entities.tag.entity import NAME\n"
    assert "`src/app/entities/label/colours.py:1` still says `tag`" in ended.err
    assert "`Order.tags` keeps its name; `arcana rename field Order tags labels`" in ended.err
    assert "Labels" in (shop / "src/app/entities/order/entity.py").read_text()


def test_a_renamed_field_keeps_its_number(arcana: Arcana, shop: Path) -> None:
    before = Answers.read(shop / ANSWERS_FILE).blueprint.entities["Tag"].fields[0]

    assert arcana("rename", "field", "Tag", "label", "title").code == 0

    after = Answers.read(shop / ANSWERS_FILE).blueprint.entities["Tag"].fields[0]
    assert (after.name, after.proto) == ("title", before.proto)


def test_the_same_name_may_get_another_plural(arcana: Arcana, shop: Path) -> None:
    nothing = arcana("rename", "entity", "Tag", "Tag")
    plural = arcana("rename", "entity", "Tag", "Tag", "--plural", "Labels")

    assert "nothing to do" in nothing.err
    assert "next:" not in nothing.err
    assert plural.code == 0, plural.err
    assert "rename_tags_to_labels" in migrations(shop)[-1]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "field", "Dog", "name:str"),
        ("add", "field", "Tag", "label:str"),
        ("add", "field", "Tag", "x:strr"),
        ("remove", "field", "Tag", "labl"),
        ("remove", "field", "Tag", "label"),
        ("remove", "entity", "Tga"),
        ("rename", "entity", "Tga", "Label"),
        ("rename", "entity", "Tag", "class"),
        ("rename", "field", "Tag", "labl", "title"),
        ("rename", "field", "Tag", "label", "id"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_changes(
    arcana: Arcana, shop: Path, words: tuple[str, ...]
) -> None:
    before = read_tree(shop)

    ended = arcana(*words, "--accept-data-loss") if words[0] == "remove" else arcana(*words)

    assert ended.code == 1
    assert ended.err.startswith("error: ")
    assert "fault of Arcana" not in ended.err
    assert read_tree(shop) == before
