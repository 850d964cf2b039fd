"""The server of the admin port, in one of the processes that want to be it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

import structlog
import uvicorn
from starlette.types import ASGIApp

from app.interfaces.http.admin.settings import AdminSettings

# How often a process looks whether it is its turn, in seconds.
_INTERVAL: Final = 1.0
# How long running requests may take at shutdown, in seconds.
_GRACE: Final = 1

_log = structlog.stdlib.get_logger()


class _Server(uvicorn.Server):
    """A server beside others: signals belong to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield


@asynccontextmanager
async def serving_in_turn(
    app: ASGIApp, settings: AdminSettings, *, leads: Callable[[], bool]
) -> AsyncIterator[None]:
    """Answer on the admin port while the context is open, as soon as this process `leads`.

    The service does its work without the port: if something else has it, it is told of once and
    tried again.
    """
    server = _Server(_configure(app))
    task = asyncio.create_task(_serve(server, settings, leads))
    try:
        yield
    finally:
        if server.started:
            server.should_exit = True
        else:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _serve(
    server: uvicorn.Server, settings: AdminSettings, leads: Callable[[], bool]
) -> None:
    listening = await _listen(settings, leads)
    _log.info("admin_started", host=settings.host, port=settings.port)
    try:
        with listening:
            await server.serve([listening])
    except Exception:  # noqa: BLE001 - it is logged
        _log.exception("admin_failed")


async def _listen(settings: AdminSettings, leads: Callable[[], bool]) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    is_told = False
    while True:
        if leads():
            try:
                return socket.create_server((settings.host, settings.port), family=family)
            except OSError as error:
                if not is_told:
                    _log.warning("admin_port_unavailable", port=settings.port, error=str(error))
                is_told = True
        await asyncio.sleep(_INTERVAL)


def _configure(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
    )
