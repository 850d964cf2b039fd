"""What the use cases of an entity must do that can be restored."""

from uuid import uuid4

import pytest

from app.domain.errors import NotFound, StaleVersion
from tests.suites import services
from tests.worlds import World


class ServiceSuite(services.ServiceSuite):
    """Bind it as the suite of all entities."""

    async def test_restores_only_the_version_that_was_seen(self, fake_world: World) -> None:
        service = fake_world.services[self.name]
        created = await fake_world.seeder.create(self.name)
        await service.delete(created.id)

        with pytest.raises(StaleVersion):
            await service.restore(created.id, expected_version=1)
        restored = await service.restore(created.id, expected_version=2)

        assert restored.deleted_at is None

    async def test_restores_nothing_that_does_not_exist(self, fake_world: World) -> None:
        with pytest.raises(NotFound):
            await fake_world.services[self.name].restore(uuid4())
