"""Jobs of transactions: a table of the database keeps them until Redis has them."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final, NoReturn
from uuid import UUID

import sqlalchemy as sa
import structlog
from pydantic import TypeAdapter
from sqlalchemy import Connection

from app.application.jobs.job_type import WhenTaken
from app.application.ports.unit_of_work import Transaction
from app.domain.errors import Unavailable
from app.infrastructure.database.database import Database, sql
from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.outbox import OUTBOX
from app.infrastructure.database.waiting import Wait
from app.infrastructure.jobs.redis.inserting import insert
from app.infrastructure.jobs.redis.queue import Queue
from app.infrastructure.jobs.repeating import attempt, first_of
from app.infrastructure.jobs.store import NewJob

# How many jobs are sent in one transaction.
_BATCH: Final = 100
# A transaction commits soon after its last job was added: look often then, and ever less, in seconds.
_SHORTEST: Final = 0.002
_LONGEST: Final = 1.0
# How long a transaction waits for Redis, in seconds: where there is one writer, others wait too.
_PATIENCE: Final = 2.0

_JOB = TypeAdapter(NewJob)
_NOW = queueing.instant(sa.literal(0.0, types.Float()))
_IDS = sa.bindparam("_ids", expanding=True, type_=types.Identifier())
_ADD = queueing.insert_new(OUTBOX).values(
    {
        OUTBOX.c.id: sa.bindparam("_id", type_=types.Identifier()),
        OUTBOX.c.payload: sa.bindparam("_payload", type_=types.LongText()),
        OUTBOX.c.created_at: _NOW,
    }
)
_ANY = sa.select(sa.exists().select_from(OUTBOX))
_LIMIT = sa.bindparam("_limit", type_=sa.Integer())
_ORDER = (OUTBOX.c.created_at, OUTBOX.c.id)
_FREE = (
    sa.select(OUTBOX.c.id, OUTBOX.c.payload, OUTBOX.c.created_at, _NOW.label("now"))
    .order_by(*_ORDER)
    .limit(_LIMIT)
    .with_for_update(skip_locked=True)
)
_OLDEST = sa.select(OUTBOX.c.id).order_by(*_ORDER).limit(_LIMIT)
_REMOVE = sa.delete(OUTBOX).where(OUTBOX.c.id.in_(_IDS))

_log = structlog.stdlib.get_logger()


class Outbox:
    """Takes jobs in the transactions of others; `run` sends them to Redis.

    What is sent twice, because a process died in between, is stored once: it has one identifier.
    """

    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue
        self._added = asyncio.Event()

    async def add(self, jobs: Sequence[NewJob], transaction: Transaction) -> Sequence[UUID]:
        """Keep jobs, exactly if the transaction commits."""
        rows = [{"_id": job.id, "_payload": _JOB.dump_json(job).decode()} for job in jobs]
        if rows:
            await sql(transaction).run(lambda connection: connection.execute(_ADD, rows))
            self._added.set()
        return [job.id for job in jobs]

    async def run(self, wait: Wait) -> NoReturn:
        """Send what has been added: soon if it was here, else when `wait` returns."""
        pause = _SHORTEST
        while True:
            await attempt(self.send)
            await first_of(self._added.wait(), wait(pause))
            pause = _SHORTEST if self._added.is_set() else min(2 * pause, _LONGEST)
            self._added.clear()

    async def send(self) -> None:
        """Send all that is there, unless others are about to."""
        while await self._database.read(_is_filled):
            # Nothing is locked before it is clear that Redis is there.
            await self._queue.run("now")
            if not await self._send_some():
                return

    async def _send_some(self) -> bool:
        async with self._database.begin() as transaction:
            jobs = await transaction.run(_take)
            if jobs:
                await self._publish(jobs)
                done = {"_ids": [job.id for job in jobs]}
                await transaction.run(lambda connection: connection.execute(_REMOVE, done))
        return bool(jobs)

    async def _publish(self, jobs: Sequence[NewJob]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                stored = await insert([_acceptable(job) for job in jobs], self._queue)
        except TimeoutError as error:
            raise Unavailable("Redis is too slow", code="redis_unreachable") from error
        for job, owner in zip(jobs, stored, strict=True):
            if job.id != owner:
                _log.info("job_left_out", job=str(job.id), type=job.type, kept=str(owner))


def _is_filled(connection: Connection) -> bool:
    return bool(connection.execute(_ANY).scalar_one())


def _take(connection: Connection) -> list[NewJob]:
    """Return the oldest jobs, up to the first that somebody else is sending: none overtakes it."""
    free = connection.execute(_FREE, {"_limit": _BATCH}).all()
    # Read now that they are locked: what was older is in Redis if it is not here any more.
    oldest = connection.execute(_OLDEST, {"_limit": len(free)}).scalars() if free else ()
    both = takewhile(lambda pair: pair[0].id == pair[1], zip(free, oldest, strict=False))
    return [_aged(_JOB.validate_json(row.payload), row.now - row.created_at) for row, _ in both]


def _aged(job: NewJob, age: dt.timedelta) -> NewJob:
    """Return a job that is due when it was to be, however long it has been here."""
    if isinstance(job.due, dt.datetime):
        return job
    return replace(job, due=max(dt.timedelta(0), job.due - age))


def _acceptable(job: NewJob) -> NewJob:
    """Return a job that is left out where it would be rejected: its transaction is over."""
    if job.unique is None or job.unique.when_taken is not WhenTaken.REJECT:
        return job
    return replace(job, unique=replace(job.unique, when_taken=WhenTaken.KEEP))
