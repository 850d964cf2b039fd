"""Every change of every entity is told, in memory as on the database."""

from collections.abc import AsyncIterator
from typing import Any, get_type_hints

import pytest

from app.application.ports.events import Reached
from app.bootstrap import wiring
from app.bootstrap.chores import doing_chores
from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.domain.events import Change
from tests.worlds import World, make_fake_world, make_world

ENTITIES = sorted(discover_modules(wiring.__name__, attribute="make_service"))


@pytest.fixture(params=["in memory", "on the database"])
async def telling_world(
    request: pytest.FixtureRequest, migrated: Settings, infrastructure: Infrastructure
) -> AsyncIterator[World]:
    """Return services whose events are published."""
    if request.param == "in memory":
        yield make_fake_world()
        return
    made = make_world(infrastructure)
    async with doing_chores(migrated, infrastructure, made.services):
        yield made


@pytest.mark.parametrize("name", ENTITIES)
async def test_whoever_watches_hears_of_each_change(name: str, telling_world: World) -> None:
    service = telling_world.services[name]
    update = get_type_hints(service.update)["command"]
    watched = service.watch()
    assert isinstance(await anext(watched), Reached)

    created = await telling_world.seeder.create(name)
    updated = await service.update(created.id, update())
    await service.delete(created.id)

    told = [(await anext(watched)).event for _ in range(3)]
    await watched.aclose()
    assert [event.change for event in told] == [Change.CREATED, Change.UPDATED, Change.DELETED]
    assert [event.subject for event in told] == [created.id] * 3
    assert [shown(event.entity) for event in told[:2]] == [shown(created), shown(updated)]


@pytest.mark.parametrize("name", ENTITIES)
async def test_what_was_missed_is_told_later(name: str, telling_world: World) -> None:
    service = telling_world.services[name]
    watched = service.watch()
    assert isinstance(await anext(watched), Reached)
    first = await telling_world.seeder.create(name)
    seen = await anext(watched)
    await watched.aclose()
    second = await telling_world.seeder.create(name)

    watched = service.watch(seen.id)

    assert isinstance(await anext(watched), Reached)
    told = (await anext(watched)).event
    await watched.aclose()
    assert (seen.event.subject, told.subject) == (first.id, second.id)


def shown(entity: Any) -> dict[str, Any]:
    """Return the values that are no secrets."""
    fields = entity.__dataclass_fields__.values()
    return {field.name: getattr(entity, field.name) for field in fields if field.repr}
