"""The admin port of a process, beside what the process is for."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from zlib import crc32

import structlog
from fastapi import FastAPI
from prometheus_client.metrics_core import Metric
from starlette.responses import Response

from app.bootstrap import admin
from app.bootstrap.about import NAME
from app.bootstrap.admin import AdminPart
from app.bootstrap.configuration import ROOT
from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.domain.errors import DomainError
from app.infrastructure.telemetry.metrics import CONTENT_TYPE, Metrics
from app.infrastructure.telemetry.shared_folder import open_folder
from app.interfaces.http.admin.app import make_admin_app
from app.interfaces.http.admin.serving import serving_in_turn
from app.interfaces.http.admin.settings import AdminSettings

_log = structlog.stdlib.get_logger()


@asynccontextmanager
async def administering(
    settings: Settings, infrastructure: Infrastructure | None
) -> AsyncIterator[None]:
    """Serve the admin port while the context is open, if no other process of this service does.

    A process without infrastructure has nothing to show.
    """
    if infrastructure is None or not settings.admin.enabled:
        yield
        return
    app = make_administration(settings.admin, infrastructure)
    with _counting_together(settings.admin, infrastructure.metrics) as leads:
        async with serving_in_turn(app, settings.admin, leads=leads):
            yield


def make_administration(settings: AdminSettings, infrastructure: Infrastructure) -> FastAPI:
    """Return the application of the admin port."""
    makers = discover_modules(admin.__name__, attribute="make_part").values()
    parts: Sequence[AdminPart] = [make_part(infrastructure) for make_part in makers]

    async def measure() -> Response:
        gauges = await read_gauges(parts)
        written = await asyncio.to_thread(infrastructure.metrics.write, gauges)
        return Response(written, headers={"content-type": CONTENT_TYPE})

    return make_admin_app(
        settings=settings,
        measure=measure,
        routers=[router for part in parts for router in part.routers],
        routes=[route for part in parts for route in part.routes],
        readiness=infrastructure.readiness,
    )


async def read_gauges(parts: Iterable[AdminPart]) -> list[Metric]:
    """Return all that can be read: counts are told even while a database is down."""
    found: list[Metric] = []
    for part in parts:
        try:
            found += await part.measure()
        except DomainError as error:
            _log.warning("gauges_unreadable", code=error.code, error=error.message)
    return found


@contextmanager
def _counting_together(settings: AdminSettings, metrics: Metrics) -> Iterator[Callable[[], bool]]:
    """Add up with all processes that want the same port; yield who says which one leads them."""
    path = settings.folder or _temporary_folder(settings.port)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(open_folder(path))
        except OSError as error:
            _log.warning("metrics_not_shared", folder=str(path), error=str(error))
            yield lambda: True
            return
        stack.enter_context(metrics.sharing(folder.path))
        yield folder.leads


def _temporary_folder(port: int) -> Path:
    """Return a folder that differs between ports, services, copies of one service, and users."""
    copy = crc32(str(ROOT).encode())
    return Path(tempfile.gettempdir()) / f"{NAME}-{copy:08x}-{os.getuid()}-{port}"
