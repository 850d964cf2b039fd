"""An entity and its commands as messages, both ways."""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message as AnyMessage

from app.application.unset import given
from app.domain.errors import FieldError, Invalid
from app.protocol import codecs
from app.protocol.fields import MessageField, MessageFields, read_changes, read_new, write

Entity = TypeVar("Entity")
Message = TypeVar("Message", bound=AnyMessage)
Create = TypeVar("Create")
Update = TypeVar("Update")

_OF_ALL = {
    "id": MessageField(codec=codecs.IDENTIFIER),
    "created_at": MessageField(codec=codecs.MOMENT),
    "updated_at": MessageField(codec=codecs.MOMENT),
    "version": MessageField(codec=codecs.PLAIN),
}


@dataclass(frozen=True, kw_only=True)
class Converter(Generic[Entity, Message, Create, Update]):
    """Which classes belong together, the fields that clients set, and others that they only see."""

    entity: type[Entity]
    message: type[Message]
    create: type[Create]
    update: type[Update]
    fields: MessageFields
    others: MessageFields | None = None

    def to_message(self, entity: Entity) -> Message:
        """Show an entity; its secrets stay where they are."""
        shown: dict[str, Any] = {}
        for name, write_value in self._shown:
            value = getattr(entity, name)
            if value is not None:
                shown[name] = write_value(value)
        return self.message(**shown)

    def to_create(self, message: Message, nulls: FieldMask | None = None) -> Create:
        """Read what a new one is made of; raise `Invalid`."""
        return self.create(**read_new(self.fields, message, nulls.paths if nulls else ()))

    def to_update(self, message: Message, mask: FieldMask) -> Update:
        """Read what is changed; raise `Invalid`."""
        changes = read_changes(self.fields, message, mask.paths, defaults=self._defaults())
        return self.update(**changes)

    def to_entity(self, message: Message) -> Entity:
        """Read one that was shown. It keeps all rules already, and has no secrets."""
        entity = object.__new__(self.entity)
        for name, field in self._every.items():
            if not field.secret:
                is_given = field.repeated or field.is_given(message, name)
                value = field.codec.read(getattr(message, name)) if is_given else None
                object.__setattr__(entity, name, value)
        return entity

    def from_create(self, command: Any) -> Message:  # noqa: ANN401 - one of the commands
        """Write what a new one is made of."""
        return self.message(**write(self.fields, given(command)))

    def nulls_of(self, command: Any) -> FieldMask:  # noqa: ANN401 - one of the commands
        """Return the fields that have no value although there is a default."""
        defaults = self._defaults()
        return FieldMask(paths=[name for name in defaults if getattr(command, name) is None])

    def from_update(
        self,
        identity: UUID,
        command: Any,  # noqa: ANN401 - one of the commands
        expected_version: int | None,
    ) -> tuple[Message, FieldMask]:
        """Write what is changed, and the names of it."""
        changes = given(command)
        values = write(self.fields, changes)
        message = self.message(id=str(identity), version=expected_version, **values)
        return message, FieldMask(paths=sorted(changes))

    def _defaults(self) -> dict[str, Any]:
        """Return the values of a new one where nothing is given, made anew each time."""
        found: dict[str, Any] = {}
        for field in fields(self.create):  # type: ignore[arg-type]  # commands are dataclasses
            if field.default not in (MISSING, None):
                found[field.name] = field.default
            elif field.default_factory is not MISSING:
                found[field.name] = field.default_factory()
        return found

    @cached_property
    def _shown(self) -> Iterable[tuple[str, Any]]:
        return [
            (name, field.codec.write) for name, field in self._every.items() if not field.secret
        ]

    @cached_property
    def _every(self) -> MessageFields:
        return {**_OF_ALL, **(self.others or {}), **self.fields}


def read_identity(text: str) -> UUID:
    """Read the `id` of a request; raise `Invalid`."""
    try:
        return codecs.read_identifier(text)
    except ValueError as error:
        problem = FieldError("id", "malformed", str(error))
        raise Invalid(f"id {error}", fields=[problem]) from None


def given_version(message: Any) -> int | None:  # noqa: ANN401 - any message with the field
    """Return the `version` that the caller has seen, `None` for any."""
    return message.version if message.HasField("version") else None
