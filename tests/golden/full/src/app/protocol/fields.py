"""Fields of a message that stands for an entity."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from google.protobuf.message import Message

from app.domain.errors import FieldError, Invalid
from app.protocol.codecs import Codec


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageField:
    """What clients may do with a field.

    `required`: it must be given when one is created. `nullable`: it may be taken away again.
    `constant`: it cannot be changed. `secret`: it is never shown. `repeated`: it holds many.
    """

    codec: Codec
    required: bool = False
    nullable: bool = False
    constant: bool = False
    secret: bool = False
    repeated: bool = False

    def is_given(self, message: Message, name: str) -> bool:
        """Return whether the message holds the field; a list may be given and empty."""
        return bool(getattr(message, name)) if self.repeated else message.HasField(name)


_ALL = ("*",)

MessageFields: TypeAlias = Mapping[str, MessageField]


def read_new(
    fields: MessageFields, message: Message, nulls: Collection[str] = ()
) -> dict[str, Any]:
    """Return the values that a message gives a new entity; raise `Invalid` with what is wrong.

    `nulls` are the fields that shall have no value instead of their default.
    """
    reading = _Reading(fields, message)
    for name, field in fields.items():
        if name in nulls and field.nullable:
            reading.values[name] = None
        elif field.is_given(message, name):
            reading.read(name)
        elif field.required:
            reading.refuse(name, "missing", "is required")
    return reading.result()


def read_changes(
    fields: MessageFields, message: Message, paths: Iterable[str], *, defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values that a message changes: those that are named, or given if none is.

    A field that is named and not given is taken away (AIP-134), or gets its default where it is
    required. `*` names all, and gives each its default.
    """
    reading = _Reading(fields, message)
    names = tuple(paths)
    for name in _named(fields, message, names):
        field = fields.get(name)
        if field is None or field.constant:
            reading.refuse(*_problem_of(name, field))
        elif field.is_given(message, name):
            reading.read(name)
        elif name in defaults and (names == _ALL or not field.nullable):
            reading.values[name] = defaults[name]
        elif field.repeated:
            reading.values[name] = ()
        elif field.nullable:
            reading.values[name] = None
        elif field.required:
            reading.refuse(name, "missing", "is required")
    return reading.result()


def write(fields: MessageFields, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as a message takes them; what is `None` is not set.

    Raises:
        Invalid: a field has no value that must have one: not set would mean its default.
    """
    problems = [
        FieldError(name, "missing", "must not be null")
        for name, value in values.items()
        if value is None and not fields[name].nullable
    ]
    if problems:
        raise _invalid(problems)
    return {
        name: fields[name].codec.write(value) for name, value in values.items() if value is not None
    }


def _named(fields: MessageFields, message: Message, paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths == _ALL:
        return tuple(name for name, field in fields.items() if not field.constant)
    if paths:
        return paths
    return tuple(
        name
        for name, field in fields.items()
        if field.is_given(message, name) and not field.constant
    )


def _problem_of(path: str, field: MessageField | None) -> tuple[str, str, str]:
    if not path:
        return "update_mask", "invalid", "has an empty path"
    return path, "read_only" if field else "unknown", "cannot be changed"


class _Reading:
    """Collects values, and what is wrong with the others."""

    def __init__(self, fields: MessageFields, message: Message) -> None:
        self.values: dict[str, Any] = {}
        self._fields = fields
        self._message = message
        self._errors: list[FieldError] = []

    def read(self, name: str) -> None:
        try:
            self.values[name] = self._fields[name].codec.read(getattr(self._message, name))
        except ValueError as error:
            self.refuse(name, "malformed", str(error))

    def refuse(self, name: str, code: str, message: str) -> None:
        self._errors.append(FieldError(name, code, message))

    def result(self) -> dict[str, Any]:
        if self._errors:
            raise _invalid(self._errors)
        return self.values


def _invalid(problems: Sequence[FieldError]) -> Invalid:
    summary = "; ".join(f"{problem.field} {problem.message}" for problem in problems)
    return Invalid(summary, fields=problems)
