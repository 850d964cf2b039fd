"""The queue in Redis."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.database.dialect import queueing
from app.infrastructure.database.waiting import Wait
from app.infrastructure.jobs.repeating import break_off
from app.infrastructure.jobs.store import JobStore


@asynccontextmanager
async def working_store(
    settings: Settings, infrastructure: Infrastructure
) -> AsyncIterator[JobStore]:
    """Yield the queue for a worker, which also sends what processes have left in the outbox."""
    async with queueing.listening(settings.database) as wait, sending(infrastructure, wait):
        yield infrastructure.job_store


@asynccontextmanager
async def sending(
    infrastructure: Infrastructure, wait: Wait = asyncio.sleep
) -> AsyncIterator[None]:
    """Send the jobs of committed transactions to Redis while the context is open."""
    sender = asyncio.create_task(infrastructure.outbox.run(wait))
    try:
        yield
    finally:
        await break_off(sender)
