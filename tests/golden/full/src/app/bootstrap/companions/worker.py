"""Jobs: run in the processes that serve, where the settings say so."""

from contextlib import AbstractAsyncContextManager, nullcontext

from app.bootstrap.backend import Backend, make_backend
from app.bootstrap.companion import Companion
from app.bootstrap.container import Infrastructure
from app.bootstrap.errors import StartError
from app.bootstrap.settings import Settings
from app.bootstrap.working import make_handlers, running_worker


def check_companion(settings: Settings) -> None:
    """Refuse to run jobs without a database, or with handlers that cannot be used."""
    if settings.jobs.with_worker:
        backend = make_backend(settings)
        make_handlers(_database_of(backend), backend.services)


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Run jobs while the context is open."""
    if not settings.jobs.with_worker:
        return nullcontext()
    return running_worker(settings, _database_of(backend), backend.services)


def grace(settings: Settings) -> float:
    """Return how long running jobs may take to end."""
    return settings.jobs.graceful_timeout if settings.jobs.with_worker else 0


def _database_of(backend: Backend) -> Infrastructure:
    if backend.infrastructure is None:
        raise StartError("jobs.with_worker: this process has no database, so it can run no jobs")
    return backend.infrastructure


COMPANION = Companion(check=check_companion, open=open_companion, grace=grace)
