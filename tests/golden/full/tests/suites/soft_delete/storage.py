"""What a repository must do with what is deleted, in memory and on the database."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import Conflict, NotFound
from app.domain.paging import Filter, Operator, PageRequest
from tests.fakes.store import FakeReference
from tests.suites import storage
from tests.worlds import World

DELETED = Filter("deleted_at", Operator.NULL, value=False)


class ReferringSuite(storage.StorageSuite):
    """For entities that refer to what can be restored."""

    async def test_may_refer_to_what_is_deleted(self, world: World) -> None:
        command = await world.seeder.command(self.name)
        for field, reference in self.references.items():
            for target in _identities(getattr(command, field, None)):
                if _keeps_deleted(world, reference):
                    await world.services[reference.target].delete(target)

        created = await world.services[self.name].create(command)

        assert await world.services[self.name].get(created.id) == created

    async def _delete_target(
        self, world: World, reference: FakeReference, target: Any, identity: Any
    ) -> None:
        """Nothing happens to a row because something that it refers to can be restored."""
        if not _keeps_deleted(world, reference):
            await super()._delete_target(world, reference, target, identity)
            return
        before = await world.services[self.name].get(identity)

        await world.services[reference.target].delete(target)

        assert await world.services[self.name].get(identity) == before


class StorageSuite(ReferringSuite):
    """For entities that can be restored."""

    async def test_restores_everything_that_was_deleted(self, world: World) -> None:
        service = world.services[self.name]
        created = await world.seeder.create(self.name)
        await service.delete(created.id)

        restored = await service.restore(created.id)

        assert await service.get(created.id) == restored
        assert created.updated_at < restored.updated_at
        changes = {"version": 3, "updated_at": restored.updated_at}
        assert restored == replace(created, **changes)

    async def test_restores_nothing_that_is_not_deleted(self, world: World) -> None:
        created = await world.seeder.create(self.name)

        with pytest.raises(NotFound):
            await world.services[self.name].restore(created.id)

    async def test_changes_nothing_that_is_deleted(self, world: World) -> None:
        service = world.services[self.name]
        created = await world.seeder.create(self.name)
        await service.delete(created.id)

        with pytest.raises(NotFound):
            await service.update(created.id, self.update())
        with pytest.raises(NotFound):
            await service.delete(created.id)

    async def test_lists_what_is_deleted_only_when_asked(self, world: World) -> None:
        service = world.services[self.name]
        living = await world.seeder.create(self.name)
        gone = await world.seeder.create(self.name)
        await service.delete(gone.id)

        usual = await service.list(PageRequest(limit=10, offset=0))
        deleted = await service.list(PageRequest(limit=10, offset=0, filters=(DELETED,)))

        assert (usual.items, usual.total) == ((living,), 1)
        assert ([one.id for one in deleted.items], deleted.total) == ([gone.id], 1)
        assert deleted.items[0].deleted_at == deleted.items[0].updated_at > gone.updated_at
        assert deleted.items[0].version == gone.version + 1

    async def test_gives_a_unique_value_of_a_deleted_one_to_another(self, world: World) -> None:
        service = world.services[self.name]
        for field in self.unique:
            first = await world.seeder.create(self.name)
            await service.delete(first.id)
            other = await world.seeder.command(self.name)
            second = await service.create(replace(other, **{field: getattr(first, field)}))

            with pytest.raises(Conflict) as caught:
                await service.restore(first.id)
            await service.delete(second.id)
            restored = await service.restore(first.id)

            assert [error.field for error in caught.value.fields] == [field]
            assert getattr(restored, field) == getattr(first, field)
            await service.delete(first.id)


def _identities(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _keeps_deleted(world: World, reference: FakeReference) -> bool:
    return hasattr(world.services[reference.target], "restore")
