"""What is done once, however often an event is delivered."""

import asyncio
import datetime as dt
from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.bootstrap.container import Infrastructure
from app.domain.errors import Conflict, DomainError
from app.infrastructure.database.tables.events import HANDLED_EVENTS
from app.infrastructure.events.handled import HandledEvents
from tests.fakes.jobs import FakeRun


@pytest.fixture
def once(infrastructure: Infrastructure) -> HandledEvents:
    """Return what remembers."""
    return infrastructure.handled_events


async def do(once: HandledEvents, run: FakeRun, *, fails: bool = False) -> bool:
    """Do something where it is to be done; return whether it was."""
    async with once.begin(run) as transaction:
        if transaction is not None and fails:
            raise Conflict("not today")
        return transaction is not None


async def test_it_is_done_at_the_first_delivery_only(once: HandledEvents) -> None:
    run = FakeRun(job=uuid4())

    assert [await do(once, run) for _ in range(3)] == [True, False, False]


async def test_what_has_failed_is_done_at_the_next_delivery(once: HandledEvents) -> None:
    run = FakeRun(job=uuid4())
    with pytest.raises(Conflict):
        await do(once, run, fails=True)

    assert await do(once, run)


async def test_of_two_at_the_same_time_one_does_it(once: HandledEvents) -> None:
    run = FakeRun(job=uuid4())

    done = await asyncio.gather(*[do(once, run) for _ in range(4)], return_exceptions=True)

    assert [one for one in done if one is True] == [True]
    assert all(one is False or isinstance(one, DomainError) for one in done if one is not True)


async def test_only_what_is_long_past_is_forgotten(
    infrastructure: Infrastructure, once: HandledEvents
) -> None:
    old, new = FakeRun(job=uuid4()), FakeRun(job=uuid4())
    await do(once, old)
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)
    age = sa.update(HANDLED_EVENTS).values(handled_at=long_ago)
    await infrastructure.database.single().run(lambda connection: connection.execute(age))
    await do(once, new)

    await once.purge()

    assert [await do(once, run) for run in (old, new)] == [True, False]
