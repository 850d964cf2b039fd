"""The life of an entity that can be restored, as a client of the running service sees it."""

import httpx

from tests.suites import journey
from tests.suites.remote import make_remote_seeder


class JourneySuite(journey.JourneySuite):
    """Bind it as the suite of all entities."""

    async def test_comes_back_after_its_deletion(self, remote: httpx.AsyncClient) -> None:
        created = (await make_remote_seeder(remote).create(self.name)).body
        address = f"{self.path}/{created['id']}"
        asked = {"id": created["id"], "deleted_at__null": "false"}

        await remote.delete(address)
        listed = await remote.get(self.path, params=asked)
        restored = await remote.post(f"{address}/restore")
        found = await remote.get(address)
        await remote.delete(address)

        assert [item["id"] for item in listed.json()["items"]] == [created["id"]]
        assert restored.json() == found.json()
        assert found.json()["deleted_at"] is None
