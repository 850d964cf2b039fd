from pathlib import Path

import pytest
from tests.cli.running import Arcana

from arcana_gen.reconcile.tree import read_tree


def test_adds_an_entity_and_says_how_to_go_on(arcana: Arcana, shop: Path) -> None:
    ended = arcana("add", "entity", "order line", "number:str:unique", "tags:refs:Tag")

    assert ended.code == 0
    assert (shop / "src" / "app" / "entities" / "order_line" / "entity.py").is_file()
    assert ended.out == ""
    assert ended.err == (
        "added `OrderLine` (3 files added, 1 changed)\n"
        "\nnext:\n"
        "  uv run shop migrate up\n"
        "  uv run pytest\n"
        "  uv run shop serve\n"
    )


@pytest.mark.parametrize(
    "words", [("Person", "name:str", "--plural", "Persons"), ("Person/Persons", "name:str")]
)
def test_the_plural_can_be_chosen(arcana: Arcana, shop: Path, words: tuple[str, ...]) -> None:
    arcana("add", "entity", *words)

    assert "plural: Persons" in (shop / ".copier-answers.yml").read_text()


def test_name_and_fields_can_be_one_text(arcana: Arcana, shop: Path) -> None:
    arcana("add", "entity", "Order number:str:unique tags:refs:Tag")

    assert 'FIELDS = ["number", "tags"]' in (shop / "src/app/entities/order/entity.py").read_text()


def test_the_project_can_be_named(
    arcana: Arcana, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)

    ended = arcana("add", "entity", "Order", "number:str", "--project", "shop")

    assert ended.code == 0, ended.err


def test_a_dry_run_shows_the_tree_and_writes_nothing(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("add", "entity", "Order", "number:str", "--dry-run")

    assert read_tree(shop) == before
    assert "├── ~ .copier-answers.yml\n" in ended.out
    assert "+ entity.py\n" in ended.out
    assert ended.out.endswith("3 files to add, 1 to change\n")
    assert ended.err == "nothing was written (dry run)\n"


def test_a_diff_shows_what_becomes_of_the_answers(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("add", "entity", "Order", "number:str", "--dry-run", "--diff")

    assert read_tree(shop) == before
    assert "--- a/.copier-answers.yml\n+++ b/.copier-answers.yml\n" in ended.out
    assert "+  Order:\n" in ended.out


def test_json_is_one_document_on_stdout(arcana: Arcana, shop: Path) -> None:
    ended = arcana("add", "entity", "Order", "number:str", "--json")

    assert ended.err == ""
    assert ended.document["project"] == str(shop)
    assert ended.changes == {
        ".copier-answers.yml": "change",
        "migrations/versions/20261121093000_add_orders.py": "add",
        "src/app/entities/order/__init__.py": "add",
        "src/app/entities/order/entity.py": "add",
    }


def test_a_file_in_the_way_is_named_and_nothing_is_written(arcana: Arcana, shop: Path) -> None:
    mine = shop / "src" / "app" / "entities" / "order" / "entity.py"
    mine.parent.mkdir()
    mine.write_text("mine\n")
    before = read_tree(shop)

    ended = arcana("add", "entity", "Order", "number:str")

    assert ended.code == 1
    assert read_tree(shop) == before
    assert "! entity.py\n" in ended.out
    assert "since these files exist with other content: `src/app/entities/order/entity.py`" in (
        ended.err
    )


def test_a_file_in_the_way_is_an_error_in_json_too(arcana: Arcana, shop: Path) -> None:
    (shop / "src" / "app" / "entities" / "order").write_text("mine\n")

    ended = arcana("add", "entity", "Order", "number:str", "--json")

    assert (ended.code, ended.error["code"]) == (1, "files-in-the-way")


def test_a_dry_run_in_json_shows_the_conflicts(arcana: Arcana, shop: Path) -> None:
    (shop / "src" / "app" / "entities" / "order").write_text("mine\n")

    ended = arcana("add", "entity", "Order", "number:str", "--json", "--dry-run")

    assert ended.code == 1
    assert ended.changes["src/app/entities/order/entity.py"] == "conflict"


def test_says_that_an_interrupted_command_was_completed(arcana: Arcana, shop: Path) -> None:
    staging = shop / ".arcana-staging"
    (staging / "new").mkdir(parents=True)
    (staging / "journal.json").write_text('{"format": 1, "operations": [], "folders": []}')

    ended = arcana("add", "entity", "Order", "number:str")

    assert ended.err.startswith(
        "note: the last command here was interrupted; its work is complete now\n"
    )
    assert not staging.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("Order", "number:str", "--soft-delete"),
        ("Order:soft_delete number:str",),
        ("Order number:str", "--soft-delete"),
    ],
)
def test_deleted_ones_can_be_kept(arcana: Arcana, shop: Path, words: tuple[str, ...]) -> None:
    ended = arcana("add", "entity", *words)

    assert ended.code == 0, ended.err
    assert "    soft_delete: true\n" in (shop / ".copier-answers.yml").read_text()
    assert "Order  /api/v1/orders  (deleted ones can be restored)" in arcana("show").out
