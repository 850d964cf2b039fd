"""Puts jobs into the queue."""

import datetime as dt
from uuid import UUID

from app.application.correlation import REQUEST_ID
from app.application.jobs.job_type import JobType, Payload, Priority
from app.application.ports.identifiers import Identifiers
from app.application.ports.jobs import JobId
from app.application.ports.unit_of_work import Transaction
from app.infrastructure.jobs.gathering import Gathering
from app.infrastructure.jobs.keys import ordering_key, unique_key
from app.infrastructure.jobs.observing import UNOBSERVED, Observer
from app.infrastructure.jobs.payloads import write_payload
from app.infrastructure.jobs.store import JobStore, NewJob


class StoredJobs:
    """Implements `Jobs`."""

    def __init__(
        self, store: JobStore, identifiers: Identifiers, observer: Observer = UNOBSERVED
    ) -> None:
        self._store = store
        self._gathering = Gathering(store)
        self._identifiers = identifiers
        self._observer = observer

    async def enqueue(
        self,
        job: JobType[Payload],
        payload: Payload,
        transaction: Transaction | None = None,
        *,
        priority: Priority | None = None,
        due: dt.datetime | dt.timedelta = dt.timedelta(0),
        tags: tuple[str, ...] = (),
    ) -> JobId:
        """Store the job; raise `AlreadyEnqueued`, or `Invalid` for a key that is too long."""
        new = NewJob(
            id=self._identifiers.new(),
            type=job.name,
            version=job.version,
            payload=write_payload(job, payload),
            priority=job.priority if priority is None else priority,
            due=due,
            unique=unique_key(job, payload),
            ordering_key=ordering_key(job, payload),
            request_id=REQUEST_ID.get(),
            tags=tags,
        )
        stored = await self._insert(new, transaction)
        if stored == new.id:
            self._observer.enqueued(new.type, new.priority)
        return JobId(stored)

    async def _insert(self, job: NewJob, transaction: Transaction | None) -> UUID:
        if transaction is None and job.unique is None and job.ordering_key is None:
            await self._gathering.insert(job)
            return job.id
        [stored] = await self._store.insert([job], transaction)
        return stored
