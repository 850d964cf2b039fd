"""What happens to entities as messages, both ways."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.application.ports.events import Published, Reached
from app.bootstrap.discovery import discover_modules
from app.domain.events import Change
from app.protocol import messages
from app.protocol.changes import ChangeConverter
from tests.worlds import World

CONVERTERS: Mapping[str, ChangeConverter[Any, Any, Any]] = discover_modules(
    messages.__name__, attribute="CHANGES"
)

each_entity = pytest.mark.parametrize("name", sorted(CONVERTERS))


class Teller:
    """Stands for a service and for another process: tells the same again and again."""

    def __init__(self, *told: Any) -> None:
        self.after: list[UUID | None] = []
        self.is_told = False
        self._told = told

    async def watch(self, after: UUID | None) -> AsyncIterator[Any]:
        """Tell, and note when nobody listens any more."""
        self.after.append(after)
        self.is_told = True
        try:
            while True:
                for one in self._told:
                    yield one
        finally:
            self.is_told = False


@each_entity
@pytest.mark.parametrize("change", Change)
async def test_every_change_comes_back(name: str, change: Change, fake_world: World) -> None:
    converter = CONVERTERS[name]
    entity = await fake_world.seeder.create(name)
    published = Published(id=uuid4(), event=converter.event(change=change, entity=entity))
    reached = Reached(id=uuid4())
    service = Teller(reached, published)

    def call(request: Any) -> AsyncIterator[Any]:
        return converter.to_messages(service.watch, request)

    after = uuid4()
    told: Any = converter.to_events(call, after)
    nothing, something = await anext(told), await anext(told)
    await told.aclose()

    assert nothing == reached
    assert (something.id, something.event.change) == (published.id, change)
    show = converter.converter.to_message
    assert show(something.event.entity) == show(entity)
    assert service.after == [after]


@each_entity
async def test_who_goes_away_is_told_nothing_more(name: str) -> None:
    converter, service = CONVERTERS[name], Teller(Reached(id=uuid4()))
    told: Any = converter.to_messages(service.watch, converter.request())
    await anext(told)

    await told.aclose()

    assert not service.is_told


@each_entity
async def test_another_process_is_asked_no_longer_than_somebody_listens(name: str) -> None:
    converter = CONVERTERS[name]
    process = Teller(converter.response(event_id=str(uuid4())))
    told: Any = converter.to_events(lambda _: process.watch(None), None)
    await anext(told)

    await told.aclose()

    assert not process.is_told
