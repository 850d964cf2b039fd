"""What migrations must not do to rows, to what users made themselves, and to other databases."""

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.project.migrating import Change, History, living, through
from tests.project.random_changes import random_change
from tests.project.servers import DATABASES, count_rows, execute
from tests.support.places import CACHE
from tests.support.projects import Workshop
from tests.support.random_entities import random_entities

from arcana_gen.blueprint import Blueprint, BlueprintError, Entity

TAG = "Tag label:str:max=40:unique"
CUSTOMER = "Customer name:str:max=100 email:email:unique"
STEPS = 3


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (Change(["Order status:enum:paid total:int note:str"]), "break ck_orders_status_choice"),
        (Change(["Order status:enum:open total:int:min=1 note:str"]), "break ck_orders_total_min"),
        (
            Change(
                [CUSTOMER, "Order status:enum:open total:int note:str customer:ref:Customer"],
                fills={("Order", "customer"): "6f1c1b9e-3f0a-4a34-9f0c-3a2b1c0d9e8f"},
            ),
            "would refer to nothing in customers",
        ),
        (
            Change(["Order status:enum:open total:decimal:4,2 note:str"]),
            "digits|out of range|overflow",
        ),
        (Change(["Order status:enum:open total:int note:str:max=2"]), "2 characters in note"),
    ],
    ids=["enum", "limit", "reference", "digits", "length"],
)
def test_rows_that_do_not_fit_stop_a_migration_and_stay(
    history: History, change: Change, problem: str
) -> None:
    with living(history, ["Order status:enum:open total:int note:str"]):
        execute(
            history.steps[0].project,
            history.url,
            "UPDATE orders SET total = -2147483648, note = 'a☃b'",
        )
        project = history.render(change)

        done = project.app("migrate", "up", APP__DATABASE__URL=history.url)

        assert done.returncode == 1
        assert re.search(problem, done.stderr, re.IGNORECASE), done.stderr
        execute(project, history.url, "UPDATE orders SET total = 3 WHERE status = 'open'")


KEPT = (
    "Tag:soft_delete label:str:max=40:unique",
    "Customer:soft_delete name:str:max=100 email:email:unique",
    (
        "Order:soft_delete number:str:max=32:unique customer:ref:Customer tags:refs:Tag"
        " parent:ref:Order:optional"
    ),
)
NOT_KEPT = tuple(text.replace(":soft_delete", "") for text in KEPT)
TABLES = ("tags", "customers", "orders", "orders_tags")


def test_what_is_deleted_goes_with_the_possibility_to_restore_it(history: History) -> None:
    with living(history, KEPT):
        execute(
            history.steps[0].project,
            history.url,
            "UPDATE tags SET deleted_at = created_at",
            "UPDATE customers SET deleted_at = created_at",
            "UPDATE orders SET deleted_at = created_at, parent_id = id",
        )
        project = history.render(Change(NOT_KEPT))

        project.check("python", "-m", "app", "migrate", "up", APP__DATABASE__URL=history.url)

        assert count_rows(project, history.url, *TABLES) == [0, 0, 0, 0]


def test_what_is_deleted_goes_when_nobody_had_thought_of_restoring(history: History) -> None:
    with living(history, NOT_KEPT):
        project = history.render(Change(KEPT))
        project.check("python", "-m", "app", "migrate", "up", APP__DATABASE__URL=history.url)
        orders = count_rows(project, history.url, "orders")
        execute(project, history.url, "UPDATE tags SET deleted_at = created_at")

        project.check("python", "-m", "app", "migrate", "down", APP__DATABASE__URL=history.url)

        found = count_rows(project, history.url, "tags", "orders", "orders_tags")
        assert found == [0, *orders, 0]


def test_no_migration_deletes_what_nobody_has_deleted(history: History) -> None:
    orders = KEPT[2].replace("ref:Customer", "ref:Customer:on_delete=cascade")
    with living(history, [*KEPT[:2], orders]):
        before = history.steps[0].project
        execute(before, history.url, "UPDATE customers SET deleted_at = created_at")
        rows = count_rows(before, history.url, *TABLES)
        project = history.render(Change([*NOT_KEPT[:2], orders]))

        done = project.app("migrate", "up", APP__DATABASE__URL=history.url)

        assert done.returncode == 1
        assert "refer to deleted rows of customers" in done.stderr
        assert count_rows(project, history.url, *TABLES) == rows
        execute(project, history.url, "UPDATE customers SET deleted_at = NULL")
        project.check("python", "-m", "app", "migrate", "up", APP__DATABASE__URL=history.url)
        assert count_rows(project, history.url, *TABLES) == rows


def test_what_users_added_to_a_table_by_hand_survives(history: History) -> None:
    if history.database != "sqlite":
        pytest.skip("only SQLite builds tables anew")
    mine = (
        (
            "CREATE TABLE orders_new (id CHAR(32) NOT NULL PRIMARY KEY, number VARCHAR(9) NOT NULL,"
            " total INTEGER NOT NULL, mine TEXT DEFAULT 'x', created_at VARCHAR NOT NULL,"
            " updated_at VARCHAR NOT NULL, version INTEGER NOT NULL,"
            " CONSTRAINT ck_mine CHECK (length(mine) < 9),"
            " CONSTRAINT uq_mine UNIQUE (number, mine))"
        ),
        (
            "INSERT INTO orders_new"
            " SELECT id, number, total, 'mine', created_at, updated_at, version FROM orders"
        ),
        "DROP TABLE orders",
        "ALTER TABLE orders_new RENAME TO orders",
        "CREATE INDEX ix_mine ON orders (mine) WHERE total > 3",
    )
    with living(history, ["Order number:str:max=9 total:int", "Part order:ref:Order"]):
        execute(history.steps[0].project, history.url, *mine)
        change = Change(["Order number:str:max=9:index total:int:optional", "Part order:ref:Order"])
        project = history.render(change)
        project.check("python", "-m", "app", "migrate", "up", APP__DATABASE__URL=history.url)

        with closing(sqlite3.connect(history.url.removeprefix("sqlite:///"))) as connection:
            [text] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'orders'")
            [index] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'ix_mine'")
            values = {row[0] for row in connection.execute("SELECT mine FROM orders")}
            parts = connection.execute("SELECT count(*) FROM parts").fetchone()

    assert "CONSTRAINT ck_mine CHECK (length(mine) < 9)" in text[0]
    assert "CONSTRAINT uq_mine UNIQUE (number, mine)" in text[0]
    assert "DEFAULT 'x'" in text[0]
    assert index[0].endswith("WHERE total > 3")
    assert values == {"mine"}
    assert parts[0] > 0


def test_old_migrations_run_on_another_database(tmp_path: Path, workshop: Workshop) -> None:
    """They have the same text for all, and make the tables of each."""
    change = Change(
        [
            "Label label:str:max=40:unique",
            (
                "Order code:str:max=32:unique total:decimal:14,4:min=0.5 rank:int:default=1"
                " labels:refs:Label"
            ),
        ],
        renamed_entities={"Tag": "Label"},
        renamed_fields={("Order", "number"): "code", ("Order", "tags"): "labels"},
    )
    texts = set()
    for database in DATABASES:
        history = History(tmp_path / database, workshop.environment, database)
        first = [TAG, "Order number:str:max=20 total:decimal:12,2:min=0 tags:refs:Tag"]
        step = through(history, first, change).steps[-1]
        [path] = (step.project.root / "migrations" / "versions").glob("*_change_*.py")
        texts.add(path.read_text(encoding="utf-8"))
        step.project.check("mypy", "--cache-dir", str(CACHE / "mypy-migrations"), "migrations")

    assert len(texts) == 1


def test_everything_may_change_at_once(history: History) -> None:
    first = (
        "Order a:int:min=1 b:str:max=20:optional c:decimal:12,2:max=5 d:enum:x,y e:ref:Tag f:int"
        " g:email:unique h:refs:Tag s:ref:Order:optional"
    )
    second = (
        "Purchase aa:bigint:min=0:index bb:text:default=q cc:decimal:14,4:max=9 dd:str:max=30"
        " ee:ref:Label:optional:on_delete=set_null ff:decimal:14,2:min=-99999999999:optional"
        " gg:str:max=254 hh:refs:Label:on_delete=restrict"
        " ss:ref:Purchase:optional:on_delete=cascade"
    )

    through(
        history,
        ["Tag label:str", first],
        Change(
            ["Label label:str:max=300:index", second],
            renamed_entities={"Tag": "Label", "Order": "Purchase"},
            renamed_fields={("Purchase", letter): letter * 2 for letter in "abcdefghs"},
            altered=frozenset({("purchases", "bb")}),
        ),
    )


def test_what_cannot_be_made_up_comes_back_empty(history: History) -> None:
    gone = "a:str:unique t:ref:Tag u:uuid:unique r:ref:Tag:unique k:uuid bb:bytes j:json"

    step = through(
        history, ["Tag label:str", f"Order b:str {gone}"], Change(["Tag label:str", "Order b:str"])
    ).steps[-1]

    assert len(step.changes.losses) == len(gone.split())


@pytest.mark.parametrize("seed", [3, 5])
def test_random_changes_of_random_entities_leave_no_difference(history: History, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - nobody guards anything with it
    history.with_rows = False

    with living(history, fitting(random_entities(seed, 4))):
        for _ in range(STEPS):
            history.change(random_change(dice, history.blueprint))


def fitting(entities: list[Entity]) -> list[Entity]:
    """Those that can be beside each other on every database."""
    blueprint = Blueprint({"database": "sqlite"})
    for entity in entities:
        try:
            blueprint = blueprint.with_entity(entity)
        except BlueprintError:
            continue
    return list(blueprint.entities.values())
