"""What scripts are told, as JSON: they know no missing values, only those that are not there."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from app.infrastructure.jobs.redis import times
from app.infrastructure.jobs.store import Again, Ended, NewJob


def write_jobs(jobs: Sequence[NewJob]) -> str:
    """Write new jobs."""
    return _write([_new(job) for job in jobs])


def write_outcomes(outcomes: Sequence[Ended | Again]) -> str:
    """Write how runs came out."""
    return _write([_outcome(outcome) for outcome in outcomes])


def _write(content: object) -> str:
    # As it is: the scripts' reader refuses halves of characters that are spelled out.
    return json.dumps(content, ensure_ascii=False)


def _new(job: NewJob) -> dict[str, Any]:
    fields: dict[str, str | int] = {
        "type": job.type,
        "version": job.version,
        "payload": job.payload,
        "priority": job.priority.value,
        "attempt": 0,
        "fence": 0,
        "cancel_requested": 0,
        "request_id": job.request_id,
        "tags": json.dumps(job.tags),
        "note": "",
    }
    if job.ordering_key is not None:
        fields["ordering_key"] = job.ordering_key
    flat = [str(part) for pair in fields.items() for part in pair]
    new: dict[str, Any] = {"id": str(job.id), "type": job.type, "fields": flat}
    if job.unique is not None:
        new["unique"] = {
            "value": job.unique.value,
            "window": times.length(job.unique.window),
            "when_taken": job.unique.when_taken.value,
        }
    if isinstance(job.due, dt.timedelta):
        return {**new, "delay": times.length(job.due)}
    return {**new, "due": times.instant(job.due)}


def _outcome(outcome: Ended | Again) -> dict[str, Any]:
    known: dict[str, Any] = {"id": str(outcome.id), "fence": outcome.fence, "error": outcome.error}
    if isinstance(outcome, Again):
        known["pause"] = times.length(outcome.pause)
        known["uncounted"] = int(outcome.uncounted)
    else:
        known["status"] = outcome.status.value
        known["result"] = outcome.result
        known["kept"] = None if outcome.kept is None else times.length(outcome.kept)
    return {name: value for name, value in known.items() if value is not None}
