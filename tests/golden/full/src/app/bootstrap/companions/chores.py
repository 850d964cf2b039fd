"""Chores: done by the processes that serve, where there is a database."""

from contextlib import AbstractAsyncContextManager, nullcontext

from app.bootstrap.backend import Backend
from app.bootstrap.chores import doing_chores
from app.bootstrap.companion import Companion
from app.bootstrap.settings import Settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Do the chores while the context is open."""
    if backend.infrastructure is None:
        return nullcontext()
    return doing_chores(settings, backend.infrastructure, backend.services)


COMPANION = Companion(open=open_companion)
