"""The life of an entity as a client of the running service sees it."""

from typing import ClassVar

import httpx

from tests.suites.remote import make_remote_seeder


class JourneySuite:
    """Bind it to an entity with `name` and `path`."""

    name: ClassVar[str]
    path: ClassVar[str]

    async def test_lives_from_creation_to_deletion(self, remote: httpx.AsyncClient) -> None:
        seeder = make_remote_seeder(remote)

        created = (await seeder.create(self.name)).body
        address = f"{self.path}/{created['id']}"
        listed = await remote.get(self.path, params={"id": created["id"]})
        changed = await remote.patch(address, json={}, headers={"If-Match": '"1"'})
        deleted = await remote.delete(address, headers={"If-Match": changed.headers["etag"]})
        missing = await remote.get(address)

        assert listed.json()["items"] == [created]
        assert changed.json()["version"] == 2
        assert (deleted.status_code, missing.status_code) == (204, 404)
