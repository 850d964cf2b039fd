"""What is behind the interfaces of a process: the services, and what they need to be open."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.application.ports.readiness import ReadinessCheck
from app.bootstrap import tiers
from app.bootstrap.container import Infrastructure, make_infrastructure, make_services
from app.bootstrap.database import prepare_database
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings


def _prepare_nothing() -> None:
    """Leave it to the processes where the data is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """The services by the names of their entities.

    `prepare` is called once, before any process serves; `open` in each of them. `infrastructure`
    is what the services work with, where they are in this process.
    """

    services: Mapping[str, Any]
    infrastructure: Infrastructure | None = None
    readiness: Sequence[ReadinessCheck]
    prepare: Callable[[], None] = _prepare_nothing
    open: Callable[[], AbstractAsyncContextManager[None]]


def make_backend(settings: Settings) -> Backend:
    """Return the services: in this process, unless the settings say otherwise."""
    makers = discover_modules(tiers.__name__, attribute="make_backend").values()
    found = (make(settings) for make in makers)
    elsewhere = next((backend for backend in found if backend is not None), None)
    return elsewhere or make_local_backend(settings, make_infrastructure(settings))


def make_local_backend(settings: Settings, infrastructure: Infrastructure) -> Backend:
    """Return the services in this process, on these adapters."""
    return Backend(
        services=make_services(infrastructure),
        infrastructure=infrastructure,
        readiness=infrastructure.readiness,
        prepare=partial(prepare_database, settings),
        open=partial(_open, infrastructure),
    )


@asynccontextmanager
async def _open(infrastructure: Infrastructure) -> AsyncIterator[None]:
    await infrastructure.start()
    try:
        yield
    finally:
        await infrastructure.close()
