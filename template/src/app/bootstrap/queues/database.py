"""The queue in the database of the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.database.dialect import queueing
from app.infrastructure.jobs.sql.store import SqlJobStore
from app.infrastructure.jobs.store import JobStore


@asynccontextmanager
async def working_store(
    settings: Settings, infrastructure: Infrastructure
) -> AsyncIterator[JobStore]:
    """Yield the queue for a worker, which hears of new jobs where the database tells of them."""
    async with queueing.listening(settings.database) as wait:
        yield SqlJobStore(infrastructure.database, wait)
