"""The outbox: the processes that serve send the jobs that they enqueue in transactions."""

from contextlib import AbstractAsyncContextManager, nullcontext

from app.bootstrap.backend import Backend
from app.bootstrap.queues.redis import sending
from app.bootstrap.settings import Settings
from app.interfaces.http.app import Addition


def check_companion(settings: Settings) -> None:
    """Accept all settings."""
    del settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Send jobs while the context is open, unless a worker in this process does."""
    if backend.infrastructure is None or settings.jobs.with_worker:
        return nullcontext()
    return sending(backend.infrastructure)


def make_addition(settings: Settings, backend: Backend) -> Addition:
    """Add nothing to what HTTP answers."""
    del settings, backend
    return Addition(routes=())


def grace(settings: Settings) -> float:
    """Need no time to end."""
    del settings
    return 0


def serve_alone(settings: Settings) -> bool:
    """Leave serving to others."""
    del settings
    return False
