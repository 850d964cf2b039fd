"""The outbox: the processes that serve send the jobs that they enqueue in transactions."""

from contextlib import AbstractAsyncContextManager, nullcontext

from app.bootstrap.backend import Backend
from app.bootstrap.companion import Companion
from app.bootstrap.queues.redis import sending
from app.bootstrap.settings import Settings


def open_companion(settings: Settings, backend: Backend) -> AbstractAsyncContextManager[object]:
    """Send jobs while the context is open, unless a worker in this process does."""
    if backend.infrastructure is None or settings.jobs.with_worker:
        return nullcontext()
    return sending(backend.infrastructure)


COMPANION = Companion(open=open_companion)
