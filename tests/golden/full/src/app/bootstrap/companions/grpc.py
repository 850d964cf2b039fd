"""gRPC: beside HTTP, or alone in processes of its own."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import replace
from functools import partial

import structlog
import uvloop

from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.companion import Companion, find_companions
from app.bootstrap.configuration import load_settings
from app.bootstrap.discovery import discover
from app.bootstrap.errors import StartError
from app.bootstrap.garbage import tune_garbage_collection
from app.bootstrap.modes import served_alone
from app.bootstrap.settings import Settings
from app.bootstrap.stopping import STOPPING
from app.bootstrap.workers import run_workers
from app.infrastructure.protobuf.stubs import Stubs
from app.infrastructure.remote.credentials import make_credentials as make_client_credentials
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.grpc import servicers
from app.interfaces.grpc.credentials import make_credentials
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.server import serving
from app.interfaces.grpc.web import REQUEST_HEADERS, RESPONSE_HEADERS, WebRoute
from app.interfaces.http.app import Addition
from app.interfaces.http.breaking import break_connection

_log = structlog.stdlib.get_logger()


class StaleStubsError(StartError):
    """The Python of `proto/` is missing, or older than it."""


def check_companion(settings: Settings) -> None:
    """Refuse stale stubs, what contradicts itself, and files that cannot be used."""
    if Stubs().are_stale():
        raise StaleStubsError("the stubs are not those of proto/: run `proto build`, or `uv sync`")
    alone, only = served_alone(settings), settings.serving.only
    if only not in (None, alone):
        raise StartError(
            f"serving.only: in the mode `{settings.mode}` {alone} is served, not {only}"
        )
    if alone != "http":
        _require_usable("grpc.tls", partial(make_credentials, settings.grpc.tls))
    if settings.mode == "gateway":
        _require_usable("core.tls", partial(make_client_credentials, settings.core.tls))
    if alone is None and settings.grpc.web and settings.grpc.tls.client_ca is not None:
        _log.warning(
            "rpcs_without_certificates", port=settings.http.port, ended_by="grpc.web=false"
        )


def _require_usable(section: str, read: Callable[[], object]) -> None:
    try:
        read()
    except OSError as error:
        raise StartError(f"the files of {section} cannot be used: {error}") from error


def listens_on(settings: Settings) -> Sequence[tuple[str, int]]:
    """Return the host and the port of gRPC, unless HTTP is served alone."""
    return () if served_alone(settings) == "http" else [(settings.grpc.host, settings.grpc.port)]


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Answer calls while the context is open, unless HTTP is served alone."""
    if served_alone(settings) == "http":
        return nullcontext()
    return serving(
        servicers=_make_servicers(backend, patience=settings.events.send_timeout),
        settings=settings.grpc,
        at_stop=STOPPING.calling,
        readiness=backend.readiness,
    )


def make_addition(settings: Settings, backend: Backend) -> Addition:
    """Return the rpcs in the protocols that browsers speak."""
    if not settings.grpc.web:
        return Addition(routes=())
    route = WebRoute(
        _make_servicers(backend, patience=settings.events.send_timeout),
        max_message_size=settings.grpc.max_message_size,
        at_stop=STOPPING.calling,
        break_connection=break_connection,
    )
    return Addition(
        routes=(route,),
        request_headers=REQUEST_HEADERS,
        response_headers=RESPONSE_HEADERS,
        endless=route.endless,
    )


def grace(settings: Settings) -> float:
    """Return how long running calls may take to end."""
    return 0 if served_alone(settings) == "http" else settings.grpc.graceful_timeout


def run_worker(make: Callable[[Settings], Backend] = make_backend) -> None:
    """Be one process, until it is told to stop: it reads the settings itself."""
    settings = load_settings()
    configure_logging(settings.logging)
    uvloop.run(_serve(settings, make))


def serve_alone(settings: Settings, *, target: Callable[[], None] = run_worker) -> bool:
    """Answer calls until the process is told to stop, where nothing else is served; return whether."""
    if served_alone(settings) != "grpc":
        return False
    run_workers(target, number=settings.http.workers)
    return True


def _make_servicers(backend: Backend, *, patience: float) -> list[Servicer]:
    makers = discover(servicers.__name__, module="servicer", attribute="make_servicer")
    made = [make_servicer(backend.services[name]) for name, make_servicer in makers.items()]
    return [replace(servicer, patience=patience) for servicer in made]


async def _serve(settings: Settings, make: Callable[[Settings], Backend]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    backend = make(settings)
    async with backend.open(), AsyncExitStack() as stack:
        # This interface, and whatever else the process is asked for.
        for companion in find_companions():
            await stack.enter_async_context(companion.open(settings, backend))
        tune_garbage_collection()
        await stopped.wait()


COMPANION = Companion(
    check=check_companion,
    listens_on=listens_on,
    open=open_companion,
    make_addition=make_addition,
    grace=grace,
    serve_alone=serve_alone,
)
