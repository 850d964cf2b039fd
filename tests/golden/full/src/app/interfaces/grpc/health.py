"""The standard health service, grpc.health.v1: tells whether the service is ready to answer."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence

import grpc
import structlog
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthServicer

from app.application.ports.readiness import ReadinessCheck
from app.application.readiness import find_unready
from app.interfaces.grpc.interceptors.client_names import REFUSAL, is_let_in
from app.interfaces.grpc.rpcs import Context

# How often a watched service is looked at, in seconds.
_INTERVAL = 1.0

_log = structlog.stdlib.get_logger()


class Health(HealthServicer):
    """Asks what the service depends on, each time somebody asks it."""

    def __init__(
        self,
        checks: Sequence[ReadinessCheck],
        services: Collection[str],
        client_names: Collection[str] = (),
    ) -> None:
        self._checks = checks
        self._client_names = client_names
        self._services = frozenset({"", *services})
        self._draining = asyncio.Event()
        self._watchers = 0

    @property
    def is_watched(self) -> bool:
        """Return whether somebody is told of changes."""
        return self._watchers > 0

    def drain(self) -> None:
        """Say from now on that no further calls are wanted."""
        self._draining.set()

    async def Check(  # noqa: N802 - named by gRPC
        self, request: HealthCheckRequest, context: Context
    ) -> HealthCheckResponse:
        """Answer once."""
        await self._refuse_strangers(context)
        if request.service not in self._services:
            await context.abort(grpc.StatusCode.NOT_FOUND, "there is no such service")
        return await self._status()

    async def Watch(  # noqa: N802 - named by gRPC
        self,
        request: HealthCheckRequest,
        context: Context,
    ) -> AsyncIterator[HealthCheckResponse]:
        """Answer now and after each change."""
        await self._refuse_strangers(context)
        if request.service not in self._services:
            yield HealthCheckResponse(status=HealthCheckResponse.SERVICE_UNKNOWN)
            await self._draining.wait()
            return
        last: HealthCheckResponse | None = None
        self._watchers += 1
        try:
            while True:
                # Before the checks: what happens meanwhile is seen in the next round.
                is_last = self._draining.is_set()
                answer = await self._status()
                if answer != last:
                    yield answer
                    last = answer
                if is_last:
                    return
                await self._wait()
        finally:
            self._watchers -= 1

    async def _refuse_strangers(self, context: Context) -> None:
        """Abort where no call would be let in: nobody shall take such a server for a ready one."""
        if not is_let_in(context, names=self._client_names):
            await context.abort(grpc.StatusCode.PERMISSION_DENIED, REFUSAL)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(_INTERVAL):
                await self._draining.wait()
        except TimeoutError:
            return

    async def _status(self) -> HealthCheckResponse:
        if self._draining.is_set():
            return HealthCheckResponse(status=HealthCheckResponse.NOT_SERVING)
        unready = await find_unready(self._checks)
        for name, error in unready.items():
            _log.warning("readiness_check_failed", check=name, exc_info=error)
        if unready:
            return HealthCheckResponse(status=HealthCheckResponse.NOT_SERVING)
        return HealthCheckResponse(status=HealthCheckResponse.SERVING)
