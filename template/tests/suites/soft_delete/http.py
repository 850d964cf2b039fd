"""What the routes of an entity must do that can be restored."""

import asyncio
from uuid import uuid4

import httpx

from app.bootstrap.seeding import Seeder
from tests.suites import http
from tests.suites.http import seeder

__all__ = ["HttpSuite", "seeder"]

DELETED = {"deleted_at__null": "false"}


class HttpSuite(http.HttpSuite):
    """Bind it as the suite of all entities."""

    async def test_restores(self, client: httpx.AsyncClient, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        address = f"{self.path}/{created['id']}"
        await client.delete(address)

        answer = await client.post(f"{address}/restore")

        assert answer.status_code == 200
        assert answer.headers["etag"] == '"3"'
        changed = {name for name in created if created[name] != answer.json()[name]}
        assert changed == {"version", "updated_at"}
        assert (await client.get(address)).json() == answer.json()

    async def test_restores_only_what_is_deleted(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        created = (await seeder.create(self.name)).body

        for identity in (created["id"], uuid4()):
            answer = await client.post(f"{self.path}/{identity}/restore")

            assert answer.status_code == 404
            assert answer.json()["code"] == "not_found"

    async def test_restores_the_version_that_was_seen(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        created = (await seeder.create(self.name)).body
        address = f"{self.path}/{created['id']}"
        await client.delete(address)

        stale = await client.post(f"{address}/restore", headers={"If-Match": '"1"'})
        fresh = await client.post(f"{address}/restore", headers={"If-Match": '"2"'})

        assert (stale.status_code, fresh.status_code) == (412, 200)

    async def test_answers_404_for_what_is_deleted(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        created = (await seeder.create(self.name)).body
        body = type(self).make_body(await seeder.command(self.name))
        for name in self.readonly:
            del body[name]
        address = f"{self.path}/{created['id']}"
        await client.delete(address)

        answers = [
            await client.get(address),
            await client.put(address, json=body),
            await client.patch(address, json={}),
            await client.delete(address),
        ]

        assert {answer.status_code for answer in answers} == {404}

    async def test_lists_what_is_deleted_only_when_asked(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        living, gone = [(await seeder.create(self.name)).body["id"] for _ in range(2)]
        await client.delete(f"{self.path}/{gone}")

        usual = (await client.get(self.path)).json()["items"]
        deleted = (await client.get(self.path, params=DELETED)).json()["items"]

        assert [(item["id"], item["deleted_at"]) for item in usual] == [(living, None)]
        assert [item["id"] for item in deleted] == [gone]
        assert deleted[0]["deleted_at"] == deleted[0]["updated_at"]

    async def test_lets_one_of_two_have_a_unique_value(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        for _ in self.unique[:1]:
            body = type(self).make_body(await seeder.command(self.name))
            addresses = []
            for _ in range(2):
                created = await client.post(self.path, json=body)
                addresses.append(created.headers["location"])
                await client.delete(addresses[-1])

            answers = await asyncio.gather(
                *(client.post(f"{address}/restore") for address in addresses)
            )

            assert sorted(answer.status_code for answer in answers) == [200, 409]
            [refused] = [answer.json() for answer in answers if answer.status_code == 409]
            assert refused["code"] == "already_exists"
            assert refused["errors"][0]["field"] in self.unique
