"""The admin port: beside what is served to clients."""

from contextlib import AbstractAsyncContextManager

from app.bootstrap.administering import administering
from app.bootstrap.backend import Backend
from app.bootstrap.companion import Companion
from app.bootstrap.settings import Settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Serve the admin port while the context is open, or stand by to do so."""
    return administering(settings, backend.infrastructure)


COMPANION = Companion(open=open_companion)
