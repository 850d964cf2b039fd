"""A server that a test ends, and what tells a client of it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest
from grpc_health.v1.health_pb2_grpc import HealthStub

from tests.integration.grpc.things import Things, served


@dataclass
class EndingServer:
    """A server that runs until `end` is set."""

    things: Things
    settings: Mapping[str, Any]
    port: int = 0
    end: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Serve."""
        async with served(self.things, **self.settings) as self.port:
            self.ready.set()
            await self.end.wait()


@asynccontextmanager
async def running_until_end(
    server: EndingServer, **options: int
) -> AsyncIterator[tuple[grpc.aio.Channel, "asyncio.Task[None]"]]:
    """Yield a channel to a server, and what ends when the server has."""
    task = asyncio.create_task(server.run())
    await server.ready.wait()
    address = f"127.0.0.1:{server.port}"
    given = [(f"grpc.{name}", number) for name, number in options.items()]
    async with grpc.aio.insecure_channel(address, options=given) as channel:
        try:
            yield channel, task
        finally:
            server.things.finish.set()
            server.end.set()
            await task


def watch_health(channel: grpc.aio.Channel) -> Any:
    """Watch the health of the server."""
    stub: Any = HealthStub(channel)
    return aiter(stub.Watch(HealthCheckRequest()))
