"""A rendered service as a process, driven over HTTP."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.project.servers import PATIENCE, Service, empty_database, execute, serving
from tests.support.projects import Project

TAGS = "/api/v1/tags"
CUSTOMERS = "/api/v1/customers"
ORDERS = "/api/v1/orders"


@pytest.fixture
def database(shop: Project) -> Iterator[str]:
    """The address of an empty database."""
    with empty_database(shop) as url:
        yield url


@pytest.fixture
def service(shop: Project, database: str, tmp_path: Path) -> Iterator[Service]:
    """The service on it."""
    with serving(shop, database, tmp_path / "log") as running:
        yield running


def order(client: httpx.Client, number: str) -> dict[str, object]:
    customer = client.post(CUSTOMERS, json={"name": "Ada", "email": f"{number}@example.com"})
    tag = client.post(TAGS, json={"label": number})
    return {
        "number": number,
        "total": "12.50",
        "customer_id": customer.json()["id"],
        "tag_ids": [tag.json()["id"]],
    }


def test_an_order_lives_from_creation_to_deletion(service: Service) -> None:
    with service.client() as client:
        body = order(client, "A-1")
        created = client.post(ORDERS, json=body)
        address = created.headers["location"]
        again = client.post(ORDERS, json=body)
        listed = client.get(ORDERS, params={"total__gte": "12.5", "sort": "-placed_at"})
        paid = client.patch(address, json={"status": "paid"}, headers={"If-Match": '"1"'})
        stale = client.patch(address, json={"status": "paid"}, headers={"If-Match": '"1"'})
        customer = client.delete(f"{CUSTOMERS}/{created.json()['customer_id']}")
        deleted = client.delete(address)
        gone = client.get(address)

    assert created.status_code == 201, created.text
    assert created.json()["total"] == "12.50"
    assert created.json()["status"] == "pending"
    assert created.json()["placed_at"].endswith("Z")
    assert again.status_code == 409
    assert [item["number"] for item in listed.json()["items"]] == ["A-1"]
    assert (paid.status_code, paid.json()["version"]) == (200, 2)
    assert stale.status_code == 412
    assert customer.status_code == 409
    assert (deleted.status_code, gone.status_code) == (204, 404)


def test_what_is_refused_names_the_field(service: Service) -> None:
    with service.client() as client:
        body = order(client, "A-1")
        wrong = client.post(ORDERS, json=body | {"total": "-1", "status": "lost"})
        foreign = client.post(ORDERS, json=body | {"tag_ids": [body["customer_id"]]})

    assert wrong.status_code == 422
    assert {error["field"] for error in wrong.json()["errors"]} == {"total", "status"}
    assert foreign.status_code == 409
    assert foreign.headers["content-type"] == "application/problem+json"


def test_data_outlives_a_restart(shop: Project, database: str, tmp_path: Path) -> None:
    with serving(shop, database, tmp_path / "first") as first, first.client() as client:
        created = client.post(TAGS, json={"label": "kept"}).json()
    with serving(shop, database, tmp_path / "second") as second, second.client() as client:
        assert client.get(f"{TAGS}/{created['id']}").json() == created


def test_one_of_twenty_concurrent_creations_wins(service: Service) -> None:
    answers = asyncio.run(_send_together(service.url, 20, {"label": "one"}))

    assert Counter(answers) == {201: 1, 409: 19}


def test_a_burst_on_a_small_pool_is_answered_in_bounded_time(
    shop: Project, database: str, tmp_path: Path
) -> None:
    settings = {"APP__DATABASE__ACQUIRE_TIMEOUT": "1"}
    if shop.blueprint.options["database"] != "sqlite":
        settings["APP__DATABASE__POOL_SIZE"] = "2"
    with serving(shop, database, tmp_path / "log", **settings) as service:
        answers = asyncio.run(_send_together(service.url, 200, None))
        with service.client() as client:
            stored = client.get(TAGS, params={"offset": 0, "limit": 1}).json()["total"]

    assert set(answers) <= {201, 503}
    assert answers.count(201) == stored
    assert answers.count(201) > 0


async def _send_together(url: str, count: int, body: dict[str, str] | None) -> list[int]:
    limits = httpx.Limits(max_connections=count)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits) as client:
        bodies = [body or {"label": f"tag {number}"} for number in range(count)]
        answers = await asyncio.gather(*(client.post(TAGS, json=body) for body in bodies))
    return [answer.status_code for answer in answers]


def test_a_refused_commit_is_an_error_and_nothing_is_stored(
    shop: Project, database: str, tmp_path: Path
) -> None:
    if shop.blueprint.options["database"] == "mysql":
        pytest.skip("MySQL and MariaDB have no deferred constraints")
    with serving(shop, database, tmp_path / "log") as service, service.client() as client:
        body = order(client, "A-1")
        execute(shop, database, *_deferred(str(shop.blueprint.options["database"])))
        refused = client.post(ORDERS, json=body)
        total = client.get(ORDERS, params={"offset": 0}).json()["total"]

    assert refused.status_code == 409
    assert total == 0


def _deferred(database: str) -> list[str]:
    """Statements after which every new order breaks a constraint that is checked at commit."""
    deferred = "REFERENCES approvals (id) DEFERRABLE INITIALLY DEFERRED"
    if database == "postgresql":
        return [
            "CREATE TABLE approvals (id uuid PRIMARY KEY)",
            f"ALTER TABLE orders ADD FOREIGN KEY (id) {deferred}",
        ]
    record = "INSERT INTO pending (id) VALUES (NEW.id)"
    return [
        "CREATE TABLE approvals (id CHAR(32) PRIMARY KEY)",
        f"CREATE TABLE pending (id CHAR(32) {deferred})",
        f"CREATE TRIGGER ask AFTER INSERT ON orders BEGIN {record}; END",
    ]


def test_sample_data_has_seven_of_each(shop: Project, database: str, tmp_path: Path) -> None:
    with serving(shop, database, tmp_path / "log") as service, service.client() as client:
        shop.check("python", "-m", "app", "seed", APP__DATABASE__URL=database)
        totals = [
            client.get(path, params={"offset": 0}).json()["total"]
            for path in (TAGS, CUSTOMERS, ORDERS)
        ]

    assert min(totals) >= 7


def test_a_database_that_is_not_there_is_an_error_without_a_traceback(
    shop: Project, tmp_path: Path
) -> None:
    schemes = {"sqlite": f"sqlite:///{tmp_path}/no/such/folder/a.db"}
    kind = str(shop.blueprint.options["database"])
    url = schemes.get(kind, f"{kind}://nobody@127.0.0.1:1/none")

    done = shop.app("serve", APP__DATABASE__URL=url)

    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("error: ")
    assert "Traceback" not in done.stderr
