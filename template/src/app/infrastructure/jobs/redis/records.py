"""Jobs as they are told about."""

import datetime as dt
import json
from collections.abc import Mapping
from uuid import UUID

from app.application.jobs.job_type import Priority
from app.application.jobs.record import JobRecord, QueueDepth, Status
from app.infrastructure.jobs.redis import times

_ENDED = frozenset({Status.SUCCEEDED, Status.DEAD, Status.CANCELLED})


def to_record(job: UUID, fields: Mapping[str, str], now: dt.datetime) -> JobRecord:
    """Return a job."""
    progress = fields.get("progress")
    number = fields.get("ordering_number")
    return JobRecord(
        id=job,
        type=fields["type"],
        version=int(fields["version"]),
        payload=fields["payload"],
        status=Status(fields["status"]),
        priority=Priority(int(fields["priority"])),
        due_at=times.read_instant(fields["due_at"]),
        attempt=int(fields["attempt"]),
        worker=fields.get("worker"),
        unique_key=_key(fields, now),
        ordering_key=fields.get("ordering_key"),
        ordering_number=None if number is None else int(number),
        cancel_requested=fields["cancel_requested"] == "1",
        request_id=fields["request_id"],
        tags=tuple(json.loads(fields["tags"])),
        progress=None if progress is None else float(progress),
        note=fields["note"],
        result=fields.get("result"),
        error=fields.get("error"),
        created_at=times.read_instant(fields["created_at"]),
        started_at=_instant(fields.get("started_at")),
        ended_at=_instant(fields.get("ended_at")),
    )


def _key(fields: Mapping[str, str], now: dt.datetime) -> str | None:
    """Return the key while it is taken: after the end of the job, until its window is over."""
    if fields.get("unique_key") and fields["status"] in _ENDED:
        return fields["unique_key"] if times.read_instant(fields["unique_until"]) > now else None
    return fields.get("unique_key")


def _instant(given: str | None) -> dt.datetime | None:
    return None if given is None else times.read_instant(given)


def to_depth(status: str, priority: str, type_: str, *, number: int, oldest: str) -> QueueDepth:
    """Return how many jobs are in one place."""
    return QueueDepth(
        type=type_,
        priority=Priority(int(priority)),
        status=Status(status),
        number=number,
        oldest=times.read_length(oldest),
    )
