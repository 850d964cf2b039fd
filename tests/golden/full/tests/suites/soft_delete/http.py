"""What the routes of an entity must do that can be restored."""

import httpx

from app.bootstrap.seeding import Seeder
from tests.suites import http
from tests.suites.http import seeder

__all__ = ["HttpSuite", "seeder"]


class HttpSuite(http.HttpSuite):
    """Bind it as the suite of all entities."""

    async def test_restores(self, client: httpx.AsyncClient, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        address = f"{self.path}/{created['id']}"
        await client.delete(address)

        answer = await client.post(f"{address}/restore")

        assert answer.status_code == 200
        assert answer.headers["etag"] == '"3"'
        assert (await client.get(address)).json() == answer.json()

    async def test_replaces_nothing_that_is_deleted(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        created = (await seeder.create(self.name)).body
        body = type(self).make_body(await seeder.command(self.name))
        for name in self.readonly:
            del body[name]
        address = f"{self.path}/{created['id']}"
        await client.delete(address)

        answer = await client.put(address, json=body)

        assert answer.status_code == 404

    async def test_lists_all_that_is_deleted(
        self, client: httpx.AsyncClient, seeder: Seeder
    ) -> None:
        _, gone = [(await seeder.create(self.name)).body["id"] for _ in range(2)]
        await client.delete(f"{self.path}/{gone}")

        answer = await client.get(self.path, params={"deleted_at__null": "false"})

        assert [item["id"] for item in answer.json()["items"]] == [gone]
