"""How jobs of transactions get to Redis."""

import asyncio
import datetime as dt
import json
import signal
import subprocess
import sys
from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.application.jobs.job_type import Unique, WhenTaken
from app.application.jobs.record import JobFilter, Status
from app.bootstrap.container import Infrastructure
from app.infrastructure.database.tables.outbox import OUTBOX
from app.infrastructure.jobs.redis.outbox import Outbox
from tests.e2e.process import environment
from tests.integration.jobs.workers import GREET, Greeting

EVERYTHING = JobFilter()
LATER = dt.timedelta(hours=1)
GREET_ONCE = replace(GREET, unique=Unique(key=lambda _: "one", when_taken=WhenTaken.REJECT))
GREET_IN_ORDER = replace(GREET, ordering_key=lambda _: "one")


@pytest.fixture
def outbox(infrastructure: Infrastructure) -> Outbox:
    """Return the outbox; nobody looks into it but the tests."""
    return infrastructure.outbox


async def kept(infrastructure: Infrastructure) -> int:
    number = sa.select(sa.func.count()).select_from(OUTBOX)
    return await infrastructure.database.read(
        lambda connection: connection.execute(number).scalar_one()
    )


async def test_a_job_is_kept_until_it_is_sent(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    async with infrastructure.database.begin() as transaction:
        job = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
    assert await kept(infrastructure) == 1
    assert not await infrastructure.job_administration.find(EVERYTHING, limit=9)

    await outbox.send()

    assert await kept(infrastructure) == 0
    assert (await infrastructure.job_administration.get(job)).status == Status.WAITING


async def enqueue_in_order(infrastructure: Infrastructure) -> UUID:
    async with infrastructure.database.begin() as transaction:
        return await infrastructure.jobs.enqueue(GREET_IN_ORDER, Greeting(), transaction)


async def in_line(infrastructure: Infrastructure) -> list[UUID]:
    found = await infrastructure.job_administration.find(EVERYTHING, limit=999)
    return [job.id for job in sorted(found, key=lambda job: job.ordering_number or 0)]


async def test_nothing_is_kept_of_what_rolls_back(infrastructure: Infrastructure) -> None:
    async def enqueue_and_fail() -> None:
        async with infrastructure.database.begin() as transaction:
            await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await enqueue_and_fail()

    assert await kept(infrastructure) == 0


async def test_what_is_sent_twice_is_one_job(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    async with infrastructure.database.begin() as transaction:
        await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
    rows = await infrastructure.database.read(
        lambda connection: connection.execute(sa.select(OUTBOX)).mappings().all()
    )

    await outbox.send()
    async with infrastructure.database.begin() as transaction:
        again = [dict(row) for row in rows]
        await transaction.run(lambda connection: connection.execute(sa.insert(OUTBOX), again))
    await outbox.send()

    assert len(await infrastructure.job_administration.find(EVERYTHING, limit=9)) == 1


async def test_a_delay_counts_from_the_transaction(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    async with infrastructure.database.begin() as transaction:
        job = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction, due=LATER)
        older = {"created_at": await infrastructure.job_store.now() - 2 * LATER}
        await transaction.run(lambda connection: connection.execute(sa.update(OUTBOX), older))

    await outbox.send()

    assert (await infrastructure.job_administration.get(job)).status == Status.WAITING


async def test_a_job_whose_key_is_taken_is_left_out(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    first = await infrastructure.jobs.enqueue(GREET_ONCE, Greeting())
    async with infrastructure.database.begin() as transaction:
        await infrastructure.jobs.enqueue(GREET_ONCE, Greeting(), transaction)
        other = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)

    await outbox.send()

    found = await infrastructure.job_administration.find(EVERYTHING, limit=9)
    assert {job.id for job in found} == {first, other}
    assert await kept(infrastructure) == 0


async def test_what_a_killed_process_has_committed_is_sent_by_another(
    infrastructure: Infrastructure, outbox: Outbox, migrated_url: str
) -> None:
    killed = subprocess.run(  # noqa: ASYNC221 - nothing else runs meanwhile
        [sys.executable, "-m", "tests.integration.outbox.killed"],
        env=environment({"APP__DATABASE__URL": migrated_url}),
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL

    await outbox.send()

    [job] = await infrastructure.job_administration.find(EVERYTHING, limit=9)
    assert (job.type, job.status) == (GREET.name, Status.WAITING)


async def test_jobs_are_sent_in_the_order_of_their_transactions(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    jobs = [await enqueue_in_order(infrastructure) for _ in range(150)]

    await asyncio.gather(*(outbox.send() for _ in range(4)))
    await outbox.send()

    assert await in_line(infrastructure) == jobs


async def test_nothing_overtakes_what_another_process_is_sending(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    jobs = [await enqueue_in_order(infrastructure) for _ in range(3)]
    lock = sa.select(OUTBOX).where(OUTBOX.c.id == jobs[0]).with_for_update()

    async with infrastructure.database.begin() as transaction:
        await transaction.run(lambda connection: connection.execute(lock).all())
        sending = asyncio.create_task(outbox.send())
        # Where there is one writer, it has to wait until this transaction is over.
        await asyncio.wait({sending}, timeout=0.2)
        assert await in_line(infrastructure) == []
    await sending
    await outbox.send()

    assert await in_line(infrastructure) == jobs


async def test_a_job_that_was_kept_by_a_version_without_ordering_is_sent(
    infrastructure: Infrastructure, outbox: Outbox
) -> None:
    async with infrastructure.database.begin() as transaction:
        job = await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
        [payload] = await transaction.run(
            lambda connection: connection.execute(sa.select(OUTBOX.c.payload)).scalars().all()
        )
        old = {name: value for name, value in json.loads(payload).items() if name != "ordering_key"}
        rewrite = sa.update(OUTBOX).values(payload=json.dumps(old))
        await transaction.run(lambda connection: connection.execute(rewrite))

    await outbox.send()

    assert (await infrastructure.job_administration.get(job)).status == Status.WAITING
