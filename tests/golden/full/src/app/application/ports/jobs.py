"""Work that is done later, by a worker."""

import datetime as dt
from typing import NewType, Protocol
from uuid import UUID

from app.application.jobs.job_type import JobType, Payload, Priority
from app.application.ports.unit_of_work import Transaction

JobId = NewType("JobId", UUID)


class Jobs(Protocol):
    """Enqueues jobs.

    A job whose enqueueing has returned, or whose transaction has committed, is done at least once,
    unless it is cancelled or fails for good. It may be done twice: after a crash, for example.
    """

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
        """Have a job done: at once, or when it is due, after so long or at this instant.

        With a transaction it exists exactly if that commits. Where another job has its unique key,
        the declaration of the type says what happens; `AlreadyEnqueued` is raised if it says so.
        """
        ...
