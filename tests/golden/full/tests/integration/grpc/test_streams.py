"""A stream brings the whole list, however many pages that are."""

from typing import Any

import grpc
import pytest
from google.protobuf.message_factory import GetMessageClass

from app.application.listing.parameters import MAX_LIMIT
from app.bootstrap.discovery import discover
from app.domain.paging import PageRequest
from app.interfaces.grpc import servicers
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.server import serving
from app.interfaces.grpc.settings import GrpcSettings
from tests.integration.grpc.things import Stop
from tests.worlds import World

MAKERS = discover(servicers.__name__, module="servicer", attribute="make_servicer")
ROWS = MAX_LIMIT + 5

each_entity = pytest.mark.parametrize("name", sorted(MAKERS))


async def read(servicer: Servicer, **asked: str) -> list[list[str]]:
    """Return the identifiers in each message of a stream, as a client gets them."""
    [rpc] = [rpc for rpc in servicer.service.methods if rpc.name.startswith("Stream")]
    request, answer = GetMessageClass(rpc.input_type), GetMessageClass(rpc.output_type)
    [items] = answer.DESCRIPTOR.fields
    settings = GrpcSettings().model_copy(update={"port": 0})
    async with (
        serving(servicers=[servicer], settings=settings, at_stop=Stop().calling) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        call: Any = channel.unary_stream(
            f"/{servicer.service.full_name}/{rpc.name}",
            request_serializer=request.SerializeToString,
            response_deserializer=answer.FromString,
        )
        return [
            [item.id for item in getattr(message, items.name)]
            async for message in call(request(**asked))
        ]


async def fill(world: World, name: str) -> list[str]:
    """Store more than one page of an entity, and return the identifiers."""
    await world.seeder.fill(ROWS)
    first = await world.services[name].list(PageRequest(limit=ROWS))
    return [str(item.id) for item in first.items]


@each_entity
async def test_brings_everything_a_page_at_a_time(name: str, fake_world: World) -> None:
    stored = await fill(fake_world, name)

    pages = await read(MAKERS[name](fake_world.services[name]))

    assert pages == [stored[:MAX_LIMIT], *([stored[MAX_LIMIT:]] if stored[MAX_LIMIT:] else [])]


@each_entity
async def test_brings_what_is_asked_for_in_the_order_that_is_asked_for(
    name: str, fake_world: World
) -> None:
    stored = await fill(fake_world, name)

    pages = await read(
        MAKERS[name](fake_world.services[name]),
        filter=f'id > "{stored[0]}"',
        order_by="created_at desc",
    )

    assert [identity for page in pages for identity in page] == stored[:0:-1]


@each_entity
async def test_refuses_what_it_does_not_know(name: str, fake_world: World) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await read(MAKERS[name](fake_world.services[name]), filter="no_such_field = 1")

    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
