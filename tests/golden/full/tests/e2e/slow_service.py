"""A service with one slow route, served by the real servers with the real settings.

Run as `python slow_service.py --port 8000`.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import APIRouter, FastAPI

from app.bootstrap.configuration import load_settings
from app.bootstrap.serving import serve
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.http.app import make_app


def make_slow_app() -> FastAPI:
    """Return the application of a worker."""
    settings = load_settings()
    configure_logging(settings.logging)
    log = structlog.stdlib.get_logger()
    router = APIRouter(prefix="/api/v1/naps")

    @router.get("")
    async def nap(seconds: float) -> str:
        log.info("nap_started")
        await asyncio.sleep(seconds)
        log.info("nap_finished")
        return "rested"

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        log.info("opened")
        yield
        log.info("closed")

    return make_app(routers=[router], settings=settings.http, lifespan=lifespan)


def main() -> None:
    """Serve until stopped."""
    settings = load_settings({("http", "port"): sys.argv[-1], ("http", "host"): "127.0.0.1"})
    configure_logging(settings.logging)
    serve(settings, target="tests.e2e.slow_service:make_slow_app")


if __name__ == "__main__":
    main()
