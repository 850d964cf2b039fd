"""Events as JSON."""

import dataclasses
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, make_dataclass
from typing import Any, Generic, get_args, get_origin, get_type_hints

import pydantic
from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.application.ports.events import Event
from app.domain.json import JsonValue

_CONFIG = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", ser_json_inf_nan="strings")


class UnreadableEventError(Exception):
    """A stored event is not what this version of the service expects."""


class EventCodec(Generic[Event]):
    """Writes and reads the events of a kind.

    One is read as it was, whatever rules came later, and without its secrets: what the class of it
    or of an entity in it hides (`repr=False`) is not written, and missing in what is read. A field
    that came later is `None` where it may be, else what its class declares.
    """

    def __init__(self, event: type[Event]) -> None:
        self._event = event
        self._snapshot = _Snapshot(event)
        self._adapter: TypeAdapter[Any] = TypeAdapter(self._snapshot.kind)

    def write(self, event: Event) -> str:
        """Return the JSON."""
        return self._adapter.dump_json(self._snapshot.of(event)).decode()

    def read(self, text: str) -> Event:
        """Return the event; raise `UnreadableEventError` where this version cannot read it."""
        try:
            values = self._adapter.validate_json(text)
        except ValidationError as error:
            # Without the values: they are nobody's business.
            problems = error.errors(include_input=False, include_url=False)
            places = ", ".join(".".join(map(str, problem["loc"])) for problem in problems)
            message = f"a stored {self._event.name} cannot be read: {places}"
            raise UnreadableEventError(message) from error
        event: Event = self._snapshot.restored(values)
        return event


class _Snapshot:
    """The values of a dataclass that are no secrets, without its rules.

    Raises `TypeError` where a field has another dataclass within something else, such as a tuple:
    its secrets would be written.
    """

    def __init__(self, entity: type[Any]) -> None:
        self._entity = entity
        hints = get_type_hints(entity)
        shown = [field for field in fields(entity) if field.repr]
        self._names = [field.name for field in shown]
        self._parts: dict[str, _Snapshot] = {}
        kinds = [(one.name, self._kind_of(one, hints), _default_of(one, hints)) for one in shown]
        namespace = {"__pydantic_config__": _CONFIG}
        self.kind = make_dataclass(entity.__name__, kinds, namespace=namespace, kw_only=True)

    def of(self, entity: object) -> object:
        """Return the values of an entity."""
        values = {name: getattr(entity, name) for name in self._names}
        parts = {name: part.of(values[name]) for name, part in self._parts.items()}
        return self.kind(**values | parts)

    def restored(self, values: object) -> Any:  # noqa: ANN401 - what it was made for
        """Return the entity that had these values."""
        entity = object.__new__(self._entity)
        for name in self._names:
            value, part = getattr(values, name), self._parts.get(name)
            object.__setattr__(entity, name, value if part is None else part.restored(value))
        return entity

    def _kind_of(self, field: "dataclasses.Field[Any]", hints: dict[str, Any]) -> Any:  # noqa: ANN401 - a type
        # JSON is defined by itself, which pydantic follows for ever: it has its own word for it.
        if field.type == JsonValue:
            return pydantic.JsonValue
        hint = hints[field.name]
        if isinstance(hint, type) and is_dataclass(hint):
            part = self._parts[field.name] = _Snapshot(hint)
            return part.kind
        if any(is_dataclass(inner) for inner in _within(hint)):
            where = f"{self._entity.__name__}.{field.name}"
            raise TypeError(f"{where}: events cannot store a dataclass within {hint}")
        return hint


def _default_of(field: "dataclasses.Field[Any]", hints: dict[str, Any]) -> Any:  # noqa: ANN401 - a field
    """Return a field that has the value which stands for one that was not stored, if there is one."""
    if type(None) in get_args(hints[field.name]):
        return dataclasses.field(default=None)
    default: Any = field.default
    if default is not dataclasses.MISSING:
        return dataclasses.field(default=default)
    factory: Any = field.default_factory
    return dataclasses.field(default_factory=factory)


def _within(hint: object) -> Iterator[object]:
    for inner in (get_origin(hint), *get_args(hint)):
        if inner is not None:
            yield inner
            yield from _within(inner)
