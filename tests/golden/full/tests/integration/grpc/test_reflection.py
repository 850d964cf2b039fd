"""Clients may ask which services there are, unless the settings forbid it."""

import asyncio

import grpc
import pytest
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

from tests.integration.grpc.things import TRANSPORTS, served


def ask(port: int) -> tuple[list[str], list[str]]:
    """Return the services, and the methods of the things, as a client learns them."""
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        services = sorted(database.get_services())
        things = DescriptorPool(database).FindServiceByName("tests.ThingService")
        return services, [method.name for method in things.methods]


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_tells_services_and_methods(transport: str) -> None:
    async with served(transport=transport) as port:
        services, methods = await asyncio.to_thread(ask, port)

    assert {"grpc.health.v1.Health", "tests.ThingService"} <= set(services)
    assert methods == ["GetThing", "StreamThings", "WatchThings"]


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_tells_nothing_when_it_is_switched_off(transport: str) -> None:
    async with served(transport=transport, reflection=False) as port:
        with pytest.raises(grpc.RpcError) as caught:
            await asyncio.to_thread(ask, port)

    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
