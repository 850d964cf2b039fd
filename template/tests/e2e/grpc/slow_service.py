"""The service with lists that take their time, served by the real servers with the real settings.

Run as `python slow_service.py --port 8000`.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import structlog
from fastapi import FastAPI

from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.companions.grpc import COMPANION, run_worker, serve_alone
from app.bootstrap.configuration import load_settings
from app.bootstrap.http import make_http_app
from app.bootstrap.serving import serve
from app.bootstrap.settings import Settings
from app.infrastructure.telemetry.logging import configure_logging

NAP = 1.5

_log = structlog.stdlib.get_logger()


class SlowService:
    """A service of an entity whose lists take their time."""

    def __init__(self, service: Any) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        """Leave the rest to the service."""
        return getattr(self._service, name)

    async def list(self, request: Any) -> Any:
        """Sleep first."""
        _log.info("nap_started")
        await asyncio.sleep(NAP)
        _log.info("nap_finished")
        return await self._service.list(request)


def make_slow_backend(settings: Settings) -> Backend:
    """Return what is behind the interfaces."""
    backend = make_backend(settings)
    services = {name: SlowService(service) for name, service in backend.services.items()}

    @asynccontextmanager
    async def open_backend() -> AsyncIterator[None]:
        async with backend.open():
            _log.info("opened")
            yield

    return replace(backend, services=services, open=open_backend)


def make_slow_app() -> FastAPI:
    """Return the application of a process that answers HTTP, with gRPC beside it."""
    settings = load_settings()
    configure_logging(settings.logging)
    return make_http_app(settings, make_slow_backend(settings), beside=[COMPANION])


def run_slow_worker() -> None:
    """Be one process of those that answer gRPC alone."""
    run_worker(make_slow_backend)


def main() -> None:
    """Serve until stopped."""
    settings = load_settings({("http", "port"): sys.argv[-1], ("http", "host"): "127.0.0.1"})
    configure_logging(settings.logging)
    if not serve_alone(settings, target=run_slow_worker):
        serve(settings, target="tests.e2e.grpc.slow_service:make_slow_app")


if __name__ == "__main__":
    main()
