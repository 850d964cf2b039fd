"""The process that answers HTTP."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Protocol

from fastapi import FastAPI

from app.bootstrap import companions
from app.bootstrap.about import about
from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.configuration import load_settings
from app.bootstrap.discovery import discover, discover_modules
from app.bootstrap.garbage import tune_garbage_collection
from app.bootstrap.settings import Settings
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.http import handlers
from app.interfaces.http.app import make_app


class OpenCompanion(Protocol):
    """Serves something beside HTTP, by the same services, while the context is open."""

    def __call__(
        self, settings: Settings, backend: Backend
    ) -> AbstractAsyncContextManager[object]: ...


def make_http_app(
    settings: Settings,
    given: Backend | None = None,
    *,
    beside: Iterable[OpenCompanion] = (),
) -> FastAPI:
    """Wire the application; connections are opened when it starts and closed when it ends."""
    backend = given or make_backend(settings)
    makers = discover(handlers.__name__, module="routes", attribute="make_router")
    additions = discover_modules(companions.__name__, attribute="make_addition").values()

    @asynccontextmanager
    async def open_backend(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(backend.open())
            for open_companion in beside:
                await stack.enter_async_context(open_companion(settings, backend))
            yield

    return make_app(
        routers=[make_router(backend.services[name]) for name, make_router in makers.items()],
        settings=settings.http,
        additions=[make_addition(settings, backend) for make_addition in additions],
        readiness=backend.readiness,
        about=about(),
        lifespan=open_backend,
    )


def make_served_app() -> FastAPI:
    """Make the application in a process of the server: it reads the settings itself."""
    settings = load_settings()
    configure_logging(settings.logging)
    beside = discover_modules(companions.__name__, attribute="open_companion")
    app = make_http_app(settings, beside=beside.values())
    tune_garbage_collection()
    return app
