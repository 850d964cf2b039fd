"""What the routes of an entity must do."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import uuid4

import httpx
import pytest

from app.bootstrap.seeding import Seeder
from tests.suites.remote import make_remote_seeder

PROBLEM = "application/problem+json"


@pytest.fixture
def seeder(client: httpx.AsyncClient) -> Seeder:
    """Return what creates entities through the API."""
    return make_remote_seeder(client)


class HttpSuite:
    """Bind it to an entity with `name` and what is declared about it."""

    name: ClassVar[str]
    path: ClassVar[str]
    unique: ClassVar[tuple[str, ...]]
    readonly: ClassVar[tuple[str, ...]] = ()
    make_body: ClassVar[Callable[..., dict[str, Any]]]

    async def test_creates_and_says_where(self, client: httpx.AsyncClient, seeder: Seeder) -> None:
        body = type(self).make_body(await seeder.command(self.name))

        answer = await client.post(self.path, json=body)

        assert answer.status_code == 201
        assert answer.headers["location"] == f"{self.path}/{answer.json()['id']}"
        assert answer.headers["etag"] == '"1"'
        assert (await client.get(answer.headers["location"])).json() == answer.json()

    async def test_counts_only_when_an_offset_is_given(self, client: httpx.AsyncClient) -> None:
        page = (await client.get(self.path)).json()
        counted = (await client.get(self.path, params={"offset": 0})).json()

        assert page == {"items": [], "next_cursor": None}
        assert counted == {**page, "total": 0}

    async def test_refuses_unknown_parameters(self, client: httpx.AsyncClient) -> None:
        for parameters in ({"no_such_field": "1"}, {"sort": "no_such_field"}, {"cursor": "x"}):
            answer = await client.get(self.path, params=parameters)

            assert answer.status_code == 422
            assert answer.headers["content-type"] == PROBLEM
            assert answer.json()["errors"][0]["field"] == next(iter(parameters))

    async def test_replaces(self, client: httpx.AsyncClient, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        command = type(self).make_body(await seeder.command(self.name))
        body = {name: command[name] for name in command if name not in self.readonly}

        answer = await client.put(f"{self.path}/{created['id']}", json=body)

        assert answer.status_code == 200, answer.text
        assert answer.json()["version"] == 2
        shown = {name: value for name, value in body.items() if name in answer.json()}
        assert {name: answer.json()[name] for name in shown} == shown

    async def test_deletes_the_version_that_was_seen(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        created = (await seeder.create(self.name)).body
        address = f"{self.path}/{created['id']}"

        stale = await client.delete(address, headers={"If-Match": '"9"'})
        fresh = await client.delete(address, headers={"If-Match": '"1"'})
        again = await client.delete(address)

        assert (stale.status_code, fresh.status_code, again.status_code) == (412, 204, 404)

    async def test_answers_404_for_an_unknown_identifier(self, client: httpx.AsyncClient) -> None:
        answer = await client.get(f"{self.path}/{uuid4()}")

        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"

    async def test_answers_422_for_unknown_names_in_a_body(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        body = type(self).make_body(await seeder.command(self.name))

        answer = await client.post(self.path, json=body | {"no_such_field": 1})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "no_such_field"
