"""What clients can rely on besides, whatever protocol they speak."""

import asyncio

import pytest

from app.bootstrap.seeding import Seeder
from tests.api import Api, Body, Category, Query, Refused
from tests.suites import behaviour


class BehaviourSuite(behaviour.BehaviourSuite):
    """Bind it as the suite of all entities."""

    async def test_restores_the_version_that_was_seen(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        await api.delete(self.name, created["id"])

        with pytest.raises(Refused) as stale:
            await self._restore(api, created, version=1)
        restored = await self._restore(api, created, version=2)

        assert stale.value.category is Category.STALE
        assert restored == await api.get(self.name, created["id"])
        assert restored == {**created, "version": 3, "updated_at": restored["updated_at"]}

    async def test_restores_only_what_is_deleted(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body

        with pytest.raises(Refused) as caught:
            await self._restore(api, created)

        assert (caught.value.category, caught.value.code) == (Category.NOT_FOUND, "not_found")

    async def test_finds_nothing_that_is_deleted(self, api: Api, seeder: Seeder) -> None:
        identity = (await seeder.create(self.name)).body["id"]
        await api.delete(self.name, identity)

        answers = await asyncio.gather(
            api.get(self.name, identity),
            api.update(self.name, identity, {}),
            api.delete(self.name, identity),
            return_exceptions=True,
        )

        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert [answer.category for answer in refused] == [Category.NOT_FOUND] * 3

    async def test_lists_what_is_deleted_only_when_asked(self, api: Api, seeder: Seeder) -> None:
        living, gone = [(await seeder.create(self.name)).body for _ in range(2)]
        await api.delete(self.name, gone["id"])
        since = Query(where=(("deleted_at", ">", gone["created_at"]),))

        usual = await api.list(self.name, Query())
        deleted = await api.list(self.name, since)

        assert usual.items == [living]
        assert living["deleted_at"] is None
        assert [item["id"] for item in deleted.items] == [gone["id"]]
        assert deleted.items[0]["deleted_at"] == deleted.items[0]["updated_at"]

    async def test_lets_one_of_two_have_a_unique_value(self, api: Api, seeder: Seeder) -> None:
        for _ in self.unique[:1]:
            body = await self._body(seeder)
            rivals = []
            for _ in range(2):
                rivals.append(await api.create(self.name, body))
                await api.delete(self.name, rivals[-1]["id"])

            answers = await asyncio.gather(
                *(self._restore(api, rival) for rival in rivals), return_exceptions=True
            )

            [refused] = [answer for answer in answers if isinstance(answer, Refused)]
            assert (refused.category, refused.code) == (Category.CONFLICT, "already_exists")
            assert refused.fields[0] in self.unique

    async def _restore(self, api: Api, body: Body, *, version: int | None = None) -> Body:
        return await api.act(self.name, body["id"], "restore", version=version)
