"""What becomes of jobs when Redis is killed and the sentinels name another one."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.application.jobs.run import Run
from app.bootstrap.container import Infrastructure
from app.bootstrap.queues import working_store
from app.bootstrap.settings import Settings
from app.domain.errors import Unavailable
from app.infrastructure.redis.settings import RedisSettings
from tests.integration.jobs.workers import GREET, PATIENCE, Greeting, handler, until, working
from tests.integration.redis.adapters import connected, on
from tests.integration.redis.sentinels import MASTER, Watched, watched

SOON = dt.timedelta(seconds=1)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Watched]:
    """Return a master, its replica and their sentinels."""
    with watched(tmp_path) as running:
        yield running


async def enqueue_again_and_again(infrastructure: Infrastructure) -> UUID:
    """Enqueue a job as soon as that is possible; until then it is `Unavailable`, and nothing else."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await infrastructure.jobs.enqueue(GREET, Greeting())
            except Unavailable:
                await asyncio.sleep(0.1)


async def test_service_and_worker_go_on_when_sentinels_name_another_master(
    migrated: Settings, infrastructure: Infrastructure, redis: Watched
) -> None:
    found = RedisSettings(sentinels=tuple(redis.sentinels), service_name=MASTER, timeout=2)
    settings = on(found, migrated)
    done: set[UUID] = set()

    async def note(_: Greeting, run: Run) -> None:
        done.add(run.job)

    async with (
        connected(settings) as service,
        connected(settings) as process,
        working_store(settings, process) as store,
        working(store, handler(note)),
    ):
        before = await service.jobs.enqueue(GREET, Greeting())
        await until(lambda: before in done)
        replicated = {await service.jobs.enqueue(GREET, Greeting(), due=SOON) for _ in range(20)}

        redis.kill_the_master()
        async with service.database.begin() as transaction:
            meanwhile = await service.jobs.enqueue(GREET, Greeting(), transaction)
        afterwards = await enqueue_again_and_again(service)

        await until(lambda: {*replicated, meanwhile, afterwards} <= done)
