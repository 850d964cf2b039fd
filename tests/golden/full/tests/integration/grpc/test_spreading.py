"""A gateway calls those processes of the core that can answer."""

import asyncio
import socket

import pytest
from google.protobuf.wrappers_pb2 import StringValue

from app.domain.errors import Unavailable
from app.infrastructure.remote.channel import UnaryCall
from tests.integration.grpc.gateways import calling
from tests.integration.grpc.names import Names, naming
from tests.integration.grpc.test_health import FakeCheck
from tests.integration.grpc.things import TRANSPORTS, Things, served


class Named(Things):
    """Answers with its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    async def get_thing(self, request: StringValue) -> StringValue:
        """Be an rpc."""
        del request
        return StringValue(value=self._name)


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
        calling(f"ipv4:127.0.0.1:{ready},127.0.0.1:{ill}") as call,
    ):
        before = await names_of(call, 20)
        check.error = None
        await until_named(call, {"ready", "ill"})
        check.error = Unavailable("the database is gone again")
        await until_named(call, {"ready"})

    assert before == {"ready"}


@pytest.fixture
def second_address() -> str:
    """Return another address of this machine, where a service can have the same port."""
    address = "127.0.0.2"
    with socket.socket() as found:
        try:
            found.bind((address, 0))
        except OSError:
            pytest.skip(f"{address} is no address of this machine")
    return address


async def test_a_core_that_is_added_behind_the_name_is_called(second_address: str) -> None:
    names = Names("127.0.0.1")
    async with (
        naming(names) as port_of_names,
        served(Named("first"), transport="grpcio", connection_age=1) as port,
        served(Named("second"), transport="grpcio", host=second_address, port=port),
        calling(f"dns://127.0.0.1:{port_of_names}/core.test:{port}") as call,
    ):
        before = await names_of(call, 20)
        names.addresses.append(second_address)
        await until_named(call, {"first", "second"})

    assert before == {"first"}


class CountingCheck(FakeCheck):
    """Counts how often it is asked."""

    asked = 0

    async def check(self) -> None:
        """Be `ReadinessCheck`."""
        self.asked += 1


async def test_no_call_is_lost_where_connections_are_made_anew() -> None:
    check, connections = CountingCheck(), 20
    async with (
        served(Named("only"), transport="grpcio", connection_age=0.1, readiness=[check]) as port,
        calling(f"ipv4:127.0.0.1:{port}") as call,
        asyncio.timeout(10),
    ):
        # Each connection begins with that question, which is seldom asked again.
        while check.asked < connections:
            assert await names_of(call, 20) == {"only"}
