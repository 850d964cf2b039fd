"""A gateway calls those processes of the core that can answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from google.protobuf.wrappers_pb2 import StringValue

from app.domain.errors import Unavailable
from app.infrastructure.remote.channel import CoreChannel, UnaryCall
from app.infrastructure.remote.settings import CoreSettings
from tests.integration.grpc.test_health import FakeCheck
from tests.integration.grpc.things import THINGS, TRANSPORTS, Things, served


class Named(Things):
    """Answers with its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    async def get_thing(self, request: StringValue) -> StringValue:
        """Be an rpc."""
        del request
        return StringValue(value=self._name)


@asynccontextmanager
async def calling(*ports: int) -> AsyncIterator[UnaryCall[StringValue]]:
    """Yield what a gateway calls the processes on these ports with."""
    addresses = ",".join(f"127.0.0.1:{port}" for port in ports)
    channel = CoreChannel(CoreSettings(address=f"ipv4:{addresses}"), [THINGS])
    async with channel.open():
        yield channel.unary("/tests.ThingService/GetThing", StringValue)


async def names_of(call: UnaryCall[StringValue], number: int) -> set[str]:
    """Call so many times; return who has answered."""
    return {(await call(StringValue())).value for _ in range(number)}


async def until_named(call: UnaryCall[StringValue], names: set[str]) -> None:
    """Call until these, and nobody else, have answered."""
    async with asyncio.timeout(10):
        while await names_of(call, 2 * len(names)) != names:
            continue


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_who_is_not_ready_is_not_called_until_it_is(transport: str) -> None:
    check = FakeCheck(error=Unavailable("the database is gone"))
    async with (
        served(Named("ready"), transport=transport) as ready,
        served(Named("ill"), readiness=[check], transport=transport) as ill,
        calling(ready, ill) as call,
    ):
        before = await names_of(call, 20)
        check.error = None
        await until_named(call, {"ready", "ill"})
        check.error = Unavailable("the database is gone again")
        await until_named(call, {"ready"})

    assert before == {"ready"}
