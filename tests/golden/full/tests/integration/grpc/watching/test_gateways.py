"""A gateway watches what happens in the core, and tells it on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest

from app.application.ports.events import Reached
from app.bootstrap.backend import Backend
from app.bootstrap.companions.grpc import open_companion
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.domain.errors import NotFound, Unavailable
from app.domain.events import Change
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings
from tests.integration.grpc.watching.watcher import CONVERTERS, NAMES, Watcher

each_entity = pytest.mark.parametrize("name", NAMES)
one_entity = pytest.mark.parametrize("name", NAMES[:1])


@pytest.fixture
async def gateway(port: int) -> AsyncIterator[dict[str, Any]]:
    """Return the services as a gateway has them."""
    channel = CoreChannel(CoreSettings(address=f"ipv4:127.0.0.1:{port}", request_timeout=5.0), ())
    async with channel.open():
        makers = discover_modules(services.__name__, attribute="make_service")
        yield {name: make(channel) for name, make in makers.items()}


@each_entity
async def test_tells_on_what_the_core_tells(
    name: str, gateway: dict[str, Any], watcher: Watcher
) -> None:
    told = gateway[name].watch()
    assert isinstance(await anext(told), Reached)

    created = await watcher.seeder.create(name)
    event = await anext(told)
    await told.aclose()

    assert event.event.change is Change.CREATED
    show = CONVERTERS[name].converter.to_message
    assert show(event.event.entity) == show(await gateway[name].get(created.id))


@one_entity
async def test_goes_on_after_what_was_seen(
    name: str, gateway: dict[str, Any], watcher: Watcher
) -> None:
    before = gateway[name].watch()
    await anext(before)
    created = await watcher.seeder.create(name)
    seen = await anext(before)
    await before.aclose()
    await watcher.api.delete(name, str(created.id))

    told = gateway[name].watch(seen.id)

    assert isinstance(await anext(told), Reached)
    assert (await anext(told)).event.change is Change.DELETED
    await told.aclose()


@one_entity
async def test_goes_on_after_the_beginning_where_nothing_was_seen(
    name: str, gateway: dict[str, Any], watcher: Watcher
) -> None:
    before = gateway[name].watch()
    begin = await anext(before)
    await before.aclose()
    created = await watcher.seeder.create(name)

    told = gateway[name].watch(begin.id)

    assert await anext(told) == begin
    event = (await anext(told)).event
    assert (event.change, event.entity.id) == (Change.CREATED, created.id)
    await told.aclose()


@one_entity
async def test_says_when_it_cannot_go_on(name: str, gateway: dict[str, Any]) -> None:
    with pytest.raises(NotFound) as caught:
        await anext(gateway[name].watch(uuid4()))

    assert caught.value.code == "event_expired"


@one_entity
async def test_a_core_that_stops_is_unavailable(
    name: str, settings: Settings, backend: Backend
) -> None:
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(open_companion(settings, backend))
        channel = CoreChannel(CoreSettings(address=f"ipv4:127.0.0.1:{port}"), ())
        async with channel.open():
            makers = discover_modules(services.__name__, attribute="make_service")
            told = makers[name](channel).watch()
            await anext(told)

            await stack.aclose()

            with pytest.raises(Unavailable):
                await anext(told)


@one_entity
async def test_outlives_the_time_limit_of_calls(name: str, port: int, watcher: Watcher) -> None:
    address = f"ipv4:127.0.0.1:{port}"
    channel = CoreChannel(CoreSettings(address=address, request_timeout=0.01), ())
    async with channel.open():
        makers = discover_modules(services.__name__, attribute="make_service")
        told = makers[name](channel).watch()
        await anext(told)
        await asyncio.sleep(0.05)

        await watcher.seeder.create(name)

        assert (await anext(told)).event.change is Change.CREATED
        await told.aclose()
