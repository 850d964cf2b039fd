"""What becomes of jobs when Redis goes away and comes back."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from app.application.jobs.record import JobFilter
from app.application.jobs.run import Run
from app.bootstrap.container import Infrastructure, make_infrastructure
from app.bootstrap.queues import working_store
from app.bootstrap.settings import Settings
from app.domain.errors import Unavailable
from app.infrastructure.redis.settings import RedisSettings
from tests.e2e.process import free_port
from tests.integration.jobs.workers import GREET, Greeting, handler, until, working
from tests.servers.redis import server_process

ON_DISK = ("--appendonly", "yes", "--appendfsync", "always")
IN_MEMORY = ("--appendonly", "no")


class OwnRedis:
    """A server that can be killed and started again, at one address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._stack = ExitStack()
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self, *options: str) -> None:
        """Start it."""
        running = server_process(str(self._folder), options, port=self._port)
        process = self._stack.enter_context(running)
        self._stack.callback(process.kill)

    def kill(self) -> None:
        """Kill it."""
        self._stack.close()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    """Return a server that does not run yet."""
    server = OwnRedis(tmp_path)
    yield server
    server.kill()


@asynccontextmanager
async def connected(
    migrated: Settings, own_redis: OwnRedis
) -> AsyncIterator[tuple[Settings, Infrastructure]]:
    """Open adapters on that server."""
    redis = RedisSettings(url=SecretStr(own_redis.url))
    settings = migrated.model_copy(update={"redis": redis})
    made = make_infrastructure(settings)
    await made.start()
    yield settings, made
    await made.close()


@pytest.fixture
async def away(
    migrated: Settings, infrastructure: Infrastructure, own_redis: OwnRedis
) -> AsyncIterator[tuple[Settings, Infrastructure]]:
    """Return settings and adapters of a Redis that does not run yet; the tables are empty."""
    async with connected(migrated, own_redis) as both:
        yield both


async def test_nothing_is_lost_when_redis_is_killed(
    away: tuple[Settings, Infrastructure], own_redis: OwnRedis
) -> None:
    _, infrastructure = away
    own_redis.start(*ON_DISK)
    before = {await infrastructure.jobs.enqueue(GREET, Greeting()) for _ in range(50)}

    own_redis.kill()
    own_redis.start(*ON_DISK)

    found = await infrastructure.job_administration.find(JobFilter(), limit=99)
    assert {job.id for job in found} == before


async def test_transactions_commit_while_redis_is_away(
    away: tuple[Settings, Infrastructure], own_redis: OwnRedis
) -> None:
    _, infrastructure = away
    async with infrastructure.database.begin() as transaction:
        job = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
    with pytest.raises(Unavailable):
        await infrastructure.outbox.send()

    own_redis.start(*IN_MEMORY)
    await infrastructure.outbox.send()

    assert (await infrastructure.job_administration.get(job)).id == job


async def test_without_a_transaction_who_enqueues_is_told_that_redis_is_away(
    away: tuple[Settings, Infrastructure],
) -> None:
    _, infrastructure = away

    with pytest.raises(Unavailable):
        await infrastructure.jobs.enqueue(GREET, Greeting())


async def test_a_worker_goes_on_when_redis_is_back(
    away: tuple[Settings, Infrastructure], own_redis: OwnRedis
) -> None:
    settings, infrastructure = away
    done: set[UUID] = set()

    async def note(_: Greeting, run: Run) -> None:
        done.add(run.job)

    own_redis.start(*IN_MEMORY)
    async with (
        working_store(settings, infrastructure) as store,
        working(store, handler(note)),
    ):
        first = await infrastructure.jobs.enqueue(GREET, Greeting())
        await until(lambda: first in done)
        own_redis.kill()
        async with infrastructure.database.begin() as transaction:
            second = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
        own_redis.start(*IN_MEMORY)
        await until(lambda: second in done)
        third = await infrastructure.jobs.enqueue(GREET, Greeting())
        await until(lambda: third in done)
