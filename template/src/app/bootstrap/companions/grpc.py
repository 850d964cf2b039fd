"""gRPC: beside HTTP, or alone in processes of its own."""

import asyncio
import signal
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

import uvloop

from app.bootstrap.configuration import load_settings
from app.bootstrap.container import Infrastructure, make_infrastructure, make_services
from app.bootstrap.discovery import discover
from app.bootstrap.errors import StartError
from app.bootstrap.garbage import tune_garbage_collection
from app.bootstrap.listening import try_to_listen
from app.bootstrap.settings import Settings
from app.bootstrap.workers import run_workers
from app.infrastructure.protobuf.stubs import Stubs
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.grpc import servicers
from app.interfaces.grpc.server import serving


class StaleStubsError(StartError):
    """The Python of `proto/` is missing, or older than it."""


def check_companion(settings: Settings) -> None:
    """Refuse to start with stubs that are not those of `proto/`, or an address that is taken."""
    if Stubs().are_stale():
        raise StaleStubsError("the stubs are not those of proto/: run `proto build`, or `uv sync`")
    if settings.serving.only != "http":
        try_to_listen(settings.grpc.host, settings.grpc.port)


def open_companion(
    settings: Settings, infrastructure: Infrastructure, services: Mapping[str, Any]
) -> AbstractAsyncContextManager[object]:
    """Answer calls while the context is open, unless HTTP is served alone."""
    if settings.serving.only == "http":
        return nullcontext()
    makers = discover(servicers.__name__, module="servicer", attribute="make_servicer")
    return serving(
        servicers=[make_servicer(services[name]) for name, make_servicer in makers.items()],
        settings=settings.grpc,
        readiness=infrastructure.readiness,
    )


def serve_alone(settings: Settings) -> bool:
    """Answer calls until the process is told to stop, where nothing else is served; return whether."""
    if settings.serving.only != "grpc":
        return False
    run_workers(_run_worker, number=settings.http.workers)
    return True


def _run_worker() -> None:
    """Be one process: it reads the settings itself."""
    settings = load_settings()
    configure_logging(settings.logging)
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    infrastructure = make_infrastructure(settings)
    await infrastructure.start()
    try:
        async with open_companion(settings, infrastructure, make_services(infrastructure)):
            tune_garbage_collection()
            await stopped.wait()
    finally:
        await infrastructure.close()
