"""Events as JSON."""

from dataclasses import fields, is_dataclass, make_dataclass
from typing import Any, Generic, get_type_hints

import pydantic
from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.application.ports.events import Event
from app.domain.errors import Invalid
from app.domain.json import JsonValue

_CONFIG = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", ser_json_inf_nan="strings")


class EventCodec(Generic[Event]):
    """Writes and reads the events of a kind.

    An entity in one is read as it was, whatever rules came later, and without its secrets: what the
    class hides (`repr=False`) is not written, and missing in what is read.
    """

    def __init__(self, event: type[Event]) -> None:
        self._event = event
        hints = get_type_hints(event)
        names = [field.name for field in fields(event)]  # type: ignore[arg-type] # it is one
        kinds = {name: hints[name] for name in names}
        self._entities = {
            name: _Snapshot(kind)
            for name, kind in kinds.items()
            if isinstance(kind, type) and is_dataclass(kind)
        }
        kinds |= {name: snapshot.kind for name, snapshot in self._entities.items()}
        self._kind: Any = _plain(event.__name__, kinds)
        self._adapter: TypeAdapter[Any] = TypeAdapter(self._kind)

    def write(self, event: Event) -> str:
        """Return the JSON."""
        values = {field.name: getattr(event, field.name) for field in fields(self._kind)}
        values |= {name: one.of(values[name]) for name, one in self._entities.items()}
        return self._adapter.dump_json(self._kind(**values)).decode()

    def read(self, text: str) -> Event:
        """Return the event; raise `Invalid` for one that this version of the service cannot read."""
        try:
            plain = self._adapter.validate_json(text)
        except ValidationError as error:
            # Without the values: they are nobody's business.
            problems = error.errors(include_input=False, include_url=False)
            places = ", ".join(".".join(map(str, problem["loc"])) for problem in problems)
            raise Invalid(f"a stored {self._event.name} cannot be read: {places}") from error
        values = {field.name: getattr(plain, field.name) for field in fields(self._kind)}
        values |= {name: one.restored(values[name]) for name, one in self._entities.items()}
        return self._event(**values)


class _Snapshot:
    """The values of an entity that are no secrets, without its rules."""

    def __init__(self, entity: type[Any]) -> None:
        self._entity = entity
        hints = get_type_hints(entity)
        shown = [field for field in fields(entity) if field.repr]
        self._names = [field.name for field in shown]
        # JSON is defined by itself, which pydantic follows for ever: it has its own word for it.
        kinds = {
            field.name: pydantic.JsonValue if field.type == JsonValue else hints[field.name]
            for field in shown
        }
        self.kind = _plain(entity.__name__, kinds)

    def of(self, entity: object) -> object:
        """Return the values of an entity."""
        return self.kind(*[getattr(entity, name) for name in self._names])

    def restored(self, values: object) -> object:
        """Return the entity that had these values."""
        entity = object.__new__(self._entity)
        for name in self._names:
            object.__setattr__(entity, name, getattr(values, name))
        return entity


def _plain(name: str, kinds: dict[str, Any]) -> Any:  # noqa: ANN401 - a class made here
    made = make_dataclass(name, kinds.items(), kw_only=False)
    made.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined] # where pydantic looks for it
    return made
