from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.support.projects import make_blueprint

from arcana_gen.blueprint import parse_entity
from arcana_gen.blueprint.schema import schema_changes
from arcana_gen.errors import BrokenMigration, SeveralHeads
from arcana_gen.reconcile.migrations import FOLDER, change_migration, find_head, next_migration

NOW = datetime(2026, 11, 21, 9, 30, 5, 123456, tzinfo=UTC)


def write(root: Path, name: str, text: str) -> None:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / FOLDER / name).write_text(text)


def revision(root: Path, name: str, parent: str | None) -> None:
    write(root, f"{name}.py", f"revision = {name!r}\ndown_revision = {parent!r}\n")


def test_a_project_without_migrations_has_no_head(tmp_path: Path) -> None:
    assert find_head(tmp_path) is None


def test_the_head_is_the_revision_that_nothing_comes_after(tmp_path: Path) -> None:
    for name, parent in (("c", "b"), ("a", None), ("b", "a")):
        revision(tmp_path, name, parent)

    assert find_head(tmp_path) == "c"


def test_a_merge_joins_two_lines(tmp_path: Path) -> None:
    for name, parent in (("a", None), ("b", "a"), ("c", "a")):
        revision(tmp_path, name, parent)
    write(tmp_path, "m.py", "revision = 'm'\ndown_revision = ('b', 'c')\n")

    assert find_head(tmp_path) == "m"


def test_understands_annotations_and_other_statements(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.py",
        '"""Text."""\nimport os\nrevision: str = "a"\ndown_revision: str | None = None\n'
        "SIZE = int('3')\n\n\ndef upgrade() -> None:\n    revision = 'other'\n",
    )

    assert find_head(tmp_path) == "a"


def test_the_package_file_is_no_migration(tmp_path: Path) -> None:
    write(tmp_path, "__init__.py", "")
    revision(tmp_path, "a", None)

    assert find_head(tmp_path) == "a"


def test_several_heads_are_an_error_that_names_each(tmp_path: Path) -> None:
    for name, parent in (("a", None), ("b", "a"), ("c", "a")):
        revision(tmp_path, name, parent)

    with pytest.raises(SeveralHeads) as caught:
        find_head(tmp_path)

    assert caught.value.message.endswith(
        "`b` in `migrations/versions/b.py`, `c` in `migrations/versions/c.py`"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("revision = 'a'\ndef broken(\n", "line 2"),
        ("down_revision = None\n", "it sets no `revision`"),
        ("revision = 'a'\ndown_revision = 3\n", "its `down_revision` is no revision"),
        ("revision = 'a'\ndown_revision = 'a'\n", "in a circle"),
        ("revision = '\0'\n", "null bytes"),
    ],
)
def test_a_migration_that_cannot_be_read_is_named(tmp_path: Path, text: str, problem: str) -> None:
    write(tmp_path, "a.py", text)

    with pytest.raises(BrokenMigration) as caught:
        find_head(tmp_path)

    assert "`migrations/versions/a.py`" in caught.value.message
    assert problem in caught.value.message


def test_a_migration_is_named_after_its_time_and_its_entities() -> None:
    order = parse_entity("OrderLine number:str")

    migration = next_migration([order], parent="0123456789ab", now=NOW)

    assert migration | {"revision": ""} == {
        "entities": ["OrderLine"],
        "revision": "",
        "down_revision": "0123456789ab",
        "created": "2026-11-21T09:30:05Z",
        "slug": "add_order_lines",
        "filename": "20261121093005_add_order_lines",
    }


def test_the_time_is_utc_wherever_the_clock_stands() -> None:
    order = parse_entity("Order number:str")
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-9)))

    assert next_migration([order], parent=None, now=elsewhere) == next_migration(
        [order], parent=None, now=NOW
    )


def test_revisions_differ_by_parent_time_and_entities() -> None:
    order, tag = parse_entity("Order number:str"), parse_entity("Tag label:str")

    made = [
        next_migration([order], parent=None, now=NOW),
        next_migration([order], parent="a", now=NOW),
        next_migration([tag], parent=None, now=NOW),
        next_migration([order], parent=None, now=NOW + timedelta(seconds=1)),
    ]

    assert len({str(migration["revision"]) for migration in made}) == len(made)
    assert all(len(str(migration["revision"])) == 12 for migration in made)


def test_a_migration_of_many_entities_has_a_short_name() -> None:
    entities = [parse_entity(f"PurchaseOrderLine{letter} number:str") for letter in "ABCDE"]

    assert next_migration(entities, parent=None, now=NOW)["slug"] == "add_5_entities"


def test_tables_of_options_come_after_those_of_the_entities() -> None:
    order = parse_entity("OrderLine number:str")

    migration = next_migration([order], option_tables=("jobs",), parent=None, now=NOW)

    assert migration["entities"] == ["OrderLine"]
    assert migration["slug"] == "add_order_lines_jobs"
    assert migration["title"] == "Add order lines, jobs"
    assert migration["up"] == [{"kind": "create_option_table", "table": "jobs"}]
    assert migration["down"] == [{"kind": "drop_table", "table": "jobs"}]


def test_tables_of_options_can_be_all_that_there_is() -> None:
    migration = next_migration([], option_tables=("jobs", "schedules"), parent=None, now=NOW)

    assert migration["filename"] == "20261121093005_add_jobs_schedules"
    assert migration["title"] == "Add jobs, schedules"


def test_a_migration_that_changes_tables_carries_all_that_it_speaks_of() -> None:
    tags = ["Tag label:str", "Other name:str"]
    before = make_blueprint([*tags, "Order tag:ref:Tag", "Line order:ref:Order"])
    after = make_blueprint([*tags, "Order tag:ref:Tag", "Line order:ref:Order size:int:default=1"])
    changes = schema_changes(before, after)

    migration = change_migration(changes, before, after, parent="0123456789ab", now=NOW)

    assert migration["filename"] == "20261121093005_add_size_to_lines"
    assert migration["title"] == "Add size to lines"
    assert migration["down_revision"] == "0123456789ab"
    assert migration["entities"] == []
    named = migration["after"]
    assert isinstance(named, dict)
    assert named["names"] == ["Line"]
    assert isinstance(named["entities"], dict)
    assert list(named["entities"]) == ["Line", "Order"]


def test_migrations_that_change_other_things_are_others() -> None:
    first = make_blueprint(["Order number:str"])
    revisions = set()
    for field in ("note:str:default=x", "note:str:default=y", "note:str:optional"):
        after = make_blueprint([f"Order number:str {field}"])
        changes = schema_changes(first, after)
        revisions.add(
            str(change_migration(changes, first, after, parent=None, now=NOW)["revision"])
        )

    assert len(revisions) == 3
