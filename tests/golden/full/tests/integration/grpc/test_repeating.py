"""A gateway makes calls again that change nothing, where a server has not begun them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthServicer, add_HealthServicer_to_server

from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.readiness import CoreReadiness
from app.infrastructure.remote.settings import CoreSettings
from app.interfaces.grpc.rpcs import Context


class Refusing(HealthServicer):
    """Refuses the first call."""

    def __init__(self, code: grpc.StatusCode) -> None:
        self._codes = [code]

    async def Check(  # noqa: N802 - named by gRPC
        self,
        request: HealthCheckRequest,  # noqa: ARG002 - part of the interface
        context: Context,
    ) -> HealthCheckResponse:
        """Refuse, or answer."""
        if self._codes:
            await context.abort(self._codes.pop())
        return HealthCheckResponse(status=HealthCheckResponse.SERVING)

    async def Watch(  # noqa: N802 - named by gRPC
        self,
        request: HealthCheckRequest,  # noqa: ARG002 - part of the interface
        context: Context,
    ) -> None:
        """Be a server that is not watched: all calls go to it."""
        await context.abort(grpc.StatusCode.UNIMPLEMENTED)


@asynccontextmanager
async def refusing(code: grpc.StatusCode) -> AsyncIterator[int]:
    """Refuse the first call by a code; yield the port."""
    server = grpc.aio.server()
    add_HealthServicer_to_server(Refusing(code), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        yield port
    finally:
        await server.stop(None)


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED])
async def test_asks_again_when_a_server_ends(code: grpc.StatusCode) -> None:
    async with refusing(code) as port:
        channel = CoreChannel(CoreSettings(address=f"ipv4:127.0.0.1:{port}"), ())

        async with channel.open():
            await CoreReadiness(channel).check()
