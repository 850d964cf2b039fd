"""What the tests of the queue are made of."""

import datetime as dt
from typing import Any
from uuid import uuid4

from app.application.jobs.job_type import Priority, WhenTaken
from app.infrastructure.jobs.store import ClaimedJob, JobStore, NewJob, UniqueKey

NOW = dt.timedelta(0)
LEASE = dt.timedelta(seconds=30)
EXPIRED = dt.timedelta(seconds=-1)
PATIENCE = 10.0
SOON = dt.timedelta(seconds=0.2)


def new_job(**given: Any) -> NewJob:
    """Return a job, as it would be without what is given."""
    usual: dict[str, Any] = {
        "id": uuid4(),
        "type": "greet",
        "version": 1,
        "payload": "{}",
        "priority": Priority.NORMAL,
        "due": NOW,
        "unique": None,
        "request_id": "",
        "tags": (),
    }
    return NewJob(**{**usual, **given})


def unique(
    value: str, when_taken: WhenTaken = WhenTaken.KEEP, window: dt.timedelta = NOW
) -> UniqueKey:
    """Return a key."""
    return UniqueKey(value=value, window=window, when_taken=when_taken)


async def claim(
    store: JobStore,
    *,
    worker: str = "one",
    limit: int = 100,
    floor: Priority = Priority.CRITICAL,
    lease: dt.timedelta = LEASE,
) -> list[ClaimedJob]:
    """Claim jobs of the usual type."""
    return list(await store.claim(worker, ["greet"], floor=floor, limit=limit, lease=lease))


async def claim_one(store: JobStore, *, lease: dt.timedelta = LEASE) -> ClaimedJob:
    """Claim the only job that waits."""
    [job] = await claim(store, lease=lease)
    return job
