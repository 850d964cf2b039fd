"""A process that dies between a commit and the next look into the outbox."""

import asyncio
import os
import signal

from app.bootstrap.configuration import load_settings
from app.bootstrap.container import make_infrastructure
from tests.integration.jobs.workers import GREET, Greeting


async def commit_and_die() -> None:
    """Enqueue a job in a transaction; nobody in this process looks into the outbox."""
    infrastructure = make_infrastructure(load_settings())
    await infrastructure.start()
    async with infrastructure.database.begin() as transaction:
        await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(commit_and_die())
