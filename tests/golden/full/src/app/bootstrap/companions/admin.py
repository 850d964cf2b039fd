"""The admin port: beside what is served to clients."""

from contextlib import AbstractAsyncContextManager

from app.bootstrap.administering import administering
from app.bootstrap.backend import Backend
from app.bootstrap.settings import Settings
from app.interfaces.http.app import Addition


def check_companion(settings: Settings) -> None:
    """Accept all settings: a port that is taken is no reason not to serve."""
    del settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Serve the admin port while the context is open, or stand by to do so."""
    return administering(settings, backend.infrastructure)


def make_addition(settings: Settings, backend: Backend) -> Addition:
    """Add nothing to what clients are answered."""
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
