"""A job that is added to a service: its names, what it is given, and when it is scheduled.

Its files belong to the user once they are written; a blueprint does not hold it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from arcana_gen.blueprint.entities import attribute_of
from arcana_gen.blueprint.enums import enum_name
from arcana_gen.blueprint.errors import (
    DuplicateField,
    NameInUse,
    NameTooLong,
    ReservedName,
    ScheduledWithoutValue,
    UnknownEntity,
    UnknownPriority,
)
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.identifiers import MAX_CLASS
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import job_name, snake
from arcana_gen.blueprint.payloads import payload_field
from arcana_gen.blueprint.reserved import JOB_CLASS_NAMES, reserved_job_reason
from arcana_gen.blueprint.schedules import cron_expression
from arcana_gen.blueprint.storage import field_to_data
from arcana_gen.blueprint.suggestions import nearest

PRIORITIES: Final = ("critical", "high", "normal", "low")
"""What goes first; the templates have the same."""

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One kind of job; made by `make_job`, which checks it.

    `cron` and `priority` are empty where the job has no schedule and no priority of its own.
    """

    name: str
    fields: tuple[Field, ...] = ()
    cron: str = ""
    priority: str = ""

    @property
    def module(self) -> str:
        """The module of its files, and the name that it is stored under."""
        return snake(self.name)

    @property
    def constant(self) -> str:
        """What its declaration is called."""
        return self.module.upper()


def make_job(
    name: str,
    fields: Sequence[str],
    *,
    entities: Iterable[str],
    cron: str = "",
    priority: str = "",
) -> Job:
    """Read the fields in the shorthand, and check the whole beside the entities."""
    job = Job(
        name=job_name(name),
        fields=tuple(map(payload_field, fields)),
        cron=cron_expression(cron) if cron else "",
        priority=_priority(priority),
    )
    _check_name(job)
    _check_targets(job, set(entities))
    _check_names(job)
    if job.cron:
        _check_values(job)
    return job


def job_to_data(job: Job) -> dict[str, JsonValue]:
    """The job as the template reads it; a field has its name in Python, and its class."""
    fields: list[JsonValue] = [
        {
            **field_to_data(field),
            "name": attribute_of(field),
            "class": _class_of(job, field),
            "target_module": snake(field.target),
        }
        for field in job.fields
    ]
    return {
        "name": job.name,
        "module": job.module,
        "constant": job.constant,
        "words": job.module.replace("_", " ").capitalize(),
        "cron": job.cron,
        "priority": job.priority.upper(),
        "fields": fields,
        "classes": list(_own_classes(job)),
        "targets": list(_targets(job)),
    }


def _own_classes(job: Job) -> Iterator[JsonValue]:
    """The payload and the enumerations in it, sorted as linters sort names."""
    found = [job.name, *filter(None, (_class_of(job, field) for field in job.fields))]
    yield from sorted(found, key=lambda name: (_natural(name.lower()), _natural(name)))


def _targets(job: Job) -> Iterator[JsonValue]:
    """The entities that it is given identifiers of, sorted as linters sort imports."""
    found = {snake(field.target): field.target for field in job.fields if field.target}
    for module in sorted(found, key=_natural):
        yield {"module": module, "name": found[module]}


def _natural(name: str) -> list[tuple[int, str]]:
    pieces = _NUMBERS.split(f"{name}.")
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]


def _class_of(job: Job, field: Field) -> str:
    """The enumeration of its values; empty for other types."""
    return f"{job.name}{enum_name(field.name)}" if field.type == FieldType.ENUM else ""


def _priority(text: str) -> str:
    word = text.strip().lower()
    if word and word not in PRIORITIES:
        listed = " ".join(PRIORITIES)
        raise UnknownPriority(priority=text, priorities=listed, near=nearest(word, PRIORITIES))
    return word


def _check_name(job: Job) -> None:
    reason = reserved_job_reason(job.name, job.module)
    if reason:
        suggestion = f"Do{job.name}"
        raise ReservedName(what="job", name=job.name, reason=reason, suggestion=suggestion)


def _check_targets(job: Job, known: set[str]) -> None:
    for field in job.fields:
        if field.target and field.target not in known:
            raise UnknownEntity(
                field=field.name,
                target=field.target,
                known=" ".join(f"`{name}`" for name in sorted(known)) or "none so far",
                near=nearest(field.target, known),
            ).at(f"job `{job.name}`")


def _check_names(job: Job) -> None:
    attributes: dict[str, Field] = {}
    for field in job.fields:
        name = attribute_of(field)
        if name in attributes:
            other = attributes[name].name
            raise DuplicateField(field=field.name, other=other, name=name).at(f"job `{job.name}`")
        attributes[name] = field
    names: dict[str, str] = dict.fromkeys(JOB_CLASS_NAMES, "what its files import")
    names[job.constant] = "its declaration"
    for name, what in _classes(job).items():
        if name in names:
            raise NameInUse(job=job.name, name=name, first=names[name], second=what)
        names[name] = what


def _classes(job: Job) -> Mapping[str, str]:
    """Each class in its files, and where it comes from."""
    found = {f"{field.target}Id": f"the `{field.target}Id`" for field in job.fields if field.target}
    for field in job.fields:
        name = _class_of(job, field)
        if len(name) > MAX_CLASS:
            raise NameTooLong(what="class", name=name, length=len(name), limit=MAX_CLASS)
        if name in found:
            what = f"the values of `{field.name}`"
            raise NameInUse(job=job.name, name=name, first=found[name], second=what)
        if name:
            found[name] = f"the values of `{field.name}`"
    if job.name in found:
        raise NameInUse(job=job.name, name=job.name, first="its payload", second=found[job.name])
    return {**found, job.name: "its payload"}


def _check_values(job: Job) -> None:
    for field in job.fields:
        if not field.optional and field.default is None:
            raise ScheduledWithoutValue(field=field.name).at(f"job `{job.name}`")
