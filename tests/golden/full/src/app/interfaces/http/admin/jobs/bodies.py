"""What operators send and get."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from app.application.jobs.record import JobFilter, JobRecord, QueueDepth, Status
from app.interfaces.http.bodies import Body

# Lists have the beginning of an error; the job itself has all of it.
_SHOWN = 500


class Wanted(Body):
    """Which jobs are meant: those for which all that is given is true."""

    id: UUID | None = None
    status: Status | None = None
    type: str | None = None
    tag: str | None = None

    def to_filter(self) -> JobFilter:
        """Return what the queue understands."""
        return JobFilter(id=self.id, status=self.status, type=self.type, tag=self.tag)


def to_line(job: JobRecord) -> dict[str, Any]:
    """Return what lists show."""
    return {
        "id": job.id,
        "type": job.type,
        "status": job.status,
        "priority": job.priority.name.lower(),
        "attempt": job.attempt,
        "worker": job.worker,
        "cancel_requested": job.cancel_requested,
        "progress": job.progress,
        "note": job.note,
        "error": None if job.error is None else job.error[:_SHOWN],
        "tags": job.tags,
        "request_id": job.request_id,
        "due_at": job.due_at,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
    }


def to_document(job: JobRecord) -> dict[str, Any]:
    """Return all that is known."""
    return {
        **to_line(job),
        "error": job.error,
        "version": job.version,
        "unique_key": job.unique_key,
        "ordering_key": job.ordering_key,
        "payload": json.loads(job.payload),
        "result": None if job.result is None else json.loads(job.result),
    }


def to_queue(depth: QueueDepth) -> dict[str, Any]:
    """Return how many jobs there are of a kind."""
    return {
        "type": depth.type,
        "priority": depth.priority.name.lower(),
        "status": depth.status,
        "number": depth.number,
        "oldest_seconds": round(depth.oldest.total_seconds(), 3),
    }


def to_workers(running: Iterable[JobRecord]) -> list[dict[str, Any]]:
    """Return who holds which jobs."""
    held: dict[str, list[JobRecord]] = {}
    for job in running:
        held.setdefault(job.worker or "", []).append(job)
    return [
        {
            "name": name,
            "running": len(jobs),
            "since": min(filter(None, (job.started_at for job in jobs)), default=None),
            "jobs": [{"id": job.id, "type": job.type} for job in jobs],
        }
        for name, jobs in sorted(held.items())
    ]


def write(content: Mapping[str, object]) -> bytes:
    """Write JSON as people read it."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=_write_value).encode(
        "utf-8", "replace"
    )


def _write_value(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return str(value)
