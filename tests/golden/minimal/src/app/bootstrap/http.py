"""The process that answers HTTP."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from app.bootstrap.about import about
from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.companion import Companion, find_companions
from app.bootstrap.configuration import load_settings
from app.bootstrap.discovery import discover
from app.bootstrap.garbage import tune_garbage_collection
from app.bootstrap.settings import Settings
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.http import handlers
from app.interfaces.http.app import make_app


def make_http_app(
    settings: Settings,
    given: Backend | None = None,
    *,
    beside: Sequence[Companion] = (),
) -> FastAPI:
    """Wire the application; connections are opened when it starts and closed when it ends."""
    backend = given or make_backend(settings)
    makers = discover(handlers.__name__, module="routes", attribute="make_router")

    @asynccontextmanager
    async def open_backend(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(backend.open())
            for companion in beside:
                await stack.enter_async_context(companion.open(settings, backend))
            yield

    return make_app(
        routers=[make_router(backend.services[name]) for name, make_router in makers.items()],
        settings=settings.http,
        additions=[one.make_addition(settings, backend) for one in find_companions()],
        readiness=backend.readiness,
        about=about(),
        lifespan=open_backend,
    )


def make_served_app() -> FastAPI:
    """Make the application in a process of the server: it reads the settings itself."""
    settings = load_settings()
    configure_logging(settings.logging)
    app = make_http_app(settings, beside=find_companions())
    tune_garbage_collection()
    return app
