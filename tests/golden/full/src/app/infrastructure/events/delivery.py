"""Has events handled by jobs."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from app.application.events.subscriber import Subscriber
from app.application.jobs.job_type import JobType
from app.application.jobs.run import Handler, Run
from app.application.ports.identifiers import Identifiers
from app.infrastructure.database.database import SqlTransaction
from app.infrastructure.events import cursors
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.stored import StoredEvent
from app.infrastructure.jobs.keys import ordering_key
from app.infrastructure.jobs.observing import UNOBSERVED, Observer
from app.infrastructure.jobs.payloads import write_payload
from app.infrastructure.jobs.store import JobStore, NewJob


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event for one subscriber; `body` is JSON."""

    event: UUID
    subject: UUID
    body: str


def make_handler(subscriber: Subscriber[Any], codecs: Codecs) -> Handler[Delivery]:
    """Return what handles the deliveries of a subscriber."""
    codec = codecs.of(subscriber.event)

    async def run(delivery: Delivery, run: Run) -> object:
        return await subscriber.run(codec.read(delivery.body), run)

    return Handler(job=_job_type(subscriber), run=run)


class Deliveries:
    """Enqueues a job for each subscriber of an event, in the transaction that moves it on."""

    def __init__(
        self,
        subscribers: Sequence[Subscriber[Any]],
        store: JobStore,
        identifiers: Identifiers,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._store = store
        self._observer = observer
        self._identifiers = identifiers
        self._events = {one.name: one.event.name for one in subscribers}
        self._jobs = {one.name: _job_type(one) for one in subscribers}

    @property
    def subscribers(self) -> Collection[str]:
        """Return their names."""
        return self._jobs

    async def deliver(self, transaction: SqlTransaction) -> bool:
        """Have some of the events handled that were not yet; return whether there were any."""
        taken = await transaction.run(partial(cursors.take, self.subscribers))
        jobs = [
            self._job(self._jobs[name], event)
            for event, names in taken
            for name in names
            if self._events[name] == event.type
        ]
        if jobs:
            await self._store.insert(jobs, transaction)
        for job in jobs:
            self._observer.enqueued(job.type, job.priority)
        return bool(taken)

    def _job(self, job: JobType[Delivery], event: StoredEvent) -> NewJob:
        delivery = Delivery(event=event.id, subject=event.subject, body=event.body)
        return NewJob(
            id=self._identifiers.new(),
            type=job.name,
            version=job.version,
            payload=write_payload(job, delivery),
            priority=job.priority,
            due=dt.timedelta(0),
            unique=None,
            ordering_key=ordering_key(job, delivery),
            request_id=event.request_id,
            tags=(event.type,),
        )


def _job_type(subscriber: Subscriber[Any]) -> JobType[Delivery]:
    return JobType(
        name=subscriber.name,
        payload=Delivery,
        priority=subscriber.priority,
        time_limit=subscriber.time_limit,
        retries=subscriber.retries,
        ordering_key=lambda delivery: str(delivery.subject),
        concurrency=subscriber.concurrency,
    )
