"""How `jobs` prints what it has found."""

import json
from collections.abc import Sequence
from typing import Any

import typer

from app.application.jobs.record import JobRecord


def print_lines(found: Sequence[JobRecord]) -> None:
    """Print a line for each job."""
    if not found:
        typer.echo("no jobs", err=True)
    for job in found:
        facts = (job.id, f"{job.status:9}", f"{job.priority.name.lower():8}", job.type)
        typer.echo("  ".join([*map(str, facts), job.error or ""]).rstrip())


def print_json(content: object) -> None:
    """Print JSON."""
    typer.echo(json.dumps(content, indent=2, default=str))


def to_json(job: JobRecord) -> dict[str, Any]:
    """Return all that is known about a job."""
    return {
        "id": job.id,
        "type": job.type,
        "status": job.status,
        "priority": job.priority.name.lower(),
        "payload": json.loads(job.payload),
        "version": job.version,
        "attempt": job.attempt,
        "due_at": job.due_at,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
        "worker": job.worker,
        "cancel_requested": job.cancel_requested,
        "progress": job.progress,
        "note": job.note,
        "result": None if job.result is None else json.loads(job.result),
        "error": job.error,
        "tags": job.tags,
        "unique_key": job.unique_key,
        "ordering_key": job.ordering_key,
        "request_id": job.request_id,
    }
