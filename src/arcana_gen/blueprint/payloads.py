"""The fields of a job: those of the shorthand that mean something where it is told what to do."""

from typing import Final

from arcana_gen.blueprint.errors import NotInPayload, NotOfThatType
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.rules import MOVING
from arcana_gen.blueprint.shorthand import parse_field

_TYPES: Final = {
    FieldType.REFS: "nobody knows how many there will be",
    FieldType.BYTES: "jobs are stored as JSON",
}
_FLAGS: Final = {
    "unique": "it is in no table; a `JobType` has a key of its own",
    "index": "it is in no table",
    "readonly": "nobody changes it",
    "secret": "it is stored as it is",
}
_LIMITS: Final = ("min", "max", "pattern")


def payload_field(text: str) -> Field:
    """Read one field; raises the error of the first thing that is wrong, or makes no sense."""
    field = parse_field(text)
    if field.type in _TYPES:
        raise NotOfThatType(field=field.name, type=field.type, reason=_TYPES[field.type])
    for flag, reason in _FLAGS.items():
        if getattr(field, flag):
            raise NotInPayload(field=field.name, what=flag, reason=reason)
    for limit in _LIMITS:
        if getattr(field, limit) not in (None, ""):
            reason = "what enqueues it has checked it already"
            raise NotInPayload(field=field.name, what=limit, reason=reason)
    if field.type == FieldType.REF and ":on_delete=" in text:
        raise NotInPayload(field=field.name, what="on_delete", reason="it is in no table")
    if field.type in (FieldType.DATE, FieldType.DATETIME) and field.default in MOVING:
        what, reason = f"default={field.default}", "a job knows itself when it runs"
        raise NotInPayload(field=field.name, what=what, reason=reason)
    return field
