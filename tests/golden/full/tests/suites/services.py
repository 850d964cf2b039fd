"""What the use cases of an entity must do, whatever is behind its ports."""

from typing import Any, ClassVar
from uuid import uuid4

import pytest

from app.domain.errors import NotFound, StaleVersion
from tests.worlds import World


class ServiceSuite:
    """Bind it to an entity with `name` and its command for updates."""

    name: ClassVar[str]
    update: ClassVar[type[Any]]

    async def test_gives_a_new_one_an_identifier_a_time_and_a_version(
        self, fake_world: World
    ) -> None:
        first = await fake_world.seeder.create(self.name)
        second = await fake_world.seeder.create(self.name)

        assert first.id < second.id
        assert first.created_at == first.updated_at < second.created_at
        assert first.version == 1

    async def test_keeps_what_an_update_does_not_give(self, fake_world: World) -> None:
        created = await fake_world.seeder.create(self.name)

        updated = await fake_world.services[self.name].update(created.id, self.update())

        changed = {
            name
            for name in created.__dataclass_fields__
            if getattr(created, name) != getattr(updated, name)
        }
        assert changed == {"updated_at", "version"}

    async def test_updates_only_the_version_that_was_seen(self, fake_world: World) -> None:
        service = fake_world.services[self.name]
        created = await fake_world.seeder.create(self.name)

        with pytest.raises(StaleVersion):
            await service.update(created.id, self.update(), expected_version=2)

        assert await service.get(created.id) == created

    async def test_deletes_only_the_version_that_was_seen(self, fake_world: World) -> None:
        service = fake_world.services[self.name]
        created = await fake_world.seeder.create(self.name)

        with pytest.raises(StaleVersion):
            await service.delete(created.id, expected_version=2)
        await service.delete(created.id, expected_version=1)

        with pytest.raises(NotFound):
            await service.get(created.id)

    async def test_changes_nothing_that_does_not_exist(self, fake_world: World) -> None:
        service = fake_world.services[self.name]

        with pytest.raises(NotFound):
            await service.update(uuid4(), self.update())
        with pytest.raises(NotFound):
            await service.delete(uuid4())
