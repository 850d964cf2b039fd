"""Keys of jobs, as they are stored."""

from app.application.jobs.job_type import JobType, Payload
from app.domain.errors import Invalid
from app.infrastructure.jobs.store import UniqueKey

_LONGEST = 255


def unique_key(job: JobType[Payload], payload: Payload) -> UniqueKey | None:
    """Return what no other job may have; raise `Invalid` if it is too long."""
    if job.unique is None:
        return None
    value = _stored(job, job.unique.key(payload))
    return UniqueKey(value=value, window=job.unique.window, when_taken=job.unique.when_taken)


def ordering_key(job: JobType[Payload], payload: Payload) -> str | None:
    """Return what those that run one after the other share; raise `Invalid` if it is too long."""
    return None if job.ordering_key is None else _stored(job, job.ordering_key(payload))


def _stored(job: JobType[Payload], key: str) -> str:
    value = f"{job.name}:{key}"
    if len(value) > _LONGEST:
        raise Invalid(f"the key of a {job.name} is too long: {len(value)} characters")
    return value
