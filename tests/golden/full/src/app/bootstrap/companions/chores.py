"""Chores: done by the processes that serve, where there is a database."""

from contextlib import AbstractAsyncContextManager, nullcontext

from app.bootstrap.backend import Backend
from app.bootstrap.chores import doing_chores
from app.bootstrap.settings import Settings
from app.interfaces.http.app import Addition


def check_companion(settings: Settings) -> None:
    """Accept all settings."""
    del settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Do the chores while the context is open."""
    if backend.infrastructure is None:
        return nullcontext()
    return doing_chores(settings, backend.infrastructure, backend.services)


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
