"""Payloads as JSON, with the version of their declaration."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.application.jobs.job_type import JobType, Payload


class UnreadablePayloadError(Exception):
    """A payload is not what this version of the service expects."""


def write_payload(job: JobType[Payload], payload: Payload) -> str:
    """Return the JSON of a payload; raise `TypeError` for one of another type."""
    if not isinstance(payload, job.payload):
        raise TypeError(f"{job.name} takes {job.payload.__name__}, not {type(payload).__name__}")
    return _adapter(job).dump_json(payload).decode()


def read_payload(job: JobType[Payload], text: str, *, version: int) -> Payload:
    """Return the payload; raise `UnreadablePayloadError` for one that a newer service has written."""
    if version > job.version:
        known = f"this service knows up to version {job.version}"
        raise UnreadablePayloadError(f"the payload has version {version}, {known}")
    try:
        return _adapter(job).validate_json(text)
    except ValidationError as error:
        # Without the values, which may be secrets.
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_url=False)
        )
        raise UnreadablePayloadError(f"the payload cannot be read: {problems}") from error


def _adapter(job: JobType[Payload]) -> TypeAdapter[Payload]:
    found = _ADAPTERS.get(job.payload)
    if found is None:
        found = _ADAPTERS[job.payload] = TypeAdapter(job.payload)
    return found


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
