"""Messages in the shape that JSON has over HTTP."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, timedelta
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import TypeAdapter

from app.protocol import codecs

_DURATION = TypeAdapter(timedelta)


class JsonShape:
    """The message of one entity, both ways."""

    def __init__(self, converter: Any) -> None:
        self._message: type[Message] = converter.message
        self._documents = {
            name for name, field in converter.fields.items() if field.codec is codecs.DOCUMENT
        }
        self._choices = {
            name: choice
            for name, hint in get_type_hints(converter.entity).items()
            for choice in (hint, *get_args(hint))
            if isinstance(choice, type) and issubclass(choice, StrEnum)
        }
        declared = self._message.DESCRIPTOR
        self.service: ServiceDescriptor = declared.file.services_by_name[f"{declared.name}Service"]

    def write(self, body: Mapping[str, Any]) -> Message:
        """Return a message with the values of a body; `None` is not set."""
        fields = self._message.DESCRIPTOR.fields_by_name
        written = {
            name: self._written(fields[name], value)
            for name, value in body.items()
            if value is not None
        }
        return ParseDict(written, self._message())

    def nulls(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return how a request says that fields shall have nothing, not even their default."""
        create = self.service.methods_by_name[f"Create{self._message.DESCRIPTOR.name}"]
        names = [name for name, value in body.items() if value is None]
        known = "null_mask" in create.input_type.fields_by_name
        return {"null_mask": {"paths": names}} if known else {}

    def read(self, message: Any) -> dict[str, Any]:
        """Return a message as a body; what is not set is `None`."""
        return {
            field.name: self._read(field, getattr(message, field.name))
            if field.is_repeated or message.HasField(field.name)
            else None
            for field in message.DESCRIPTOR.fields
        }

    def _written(self, field: Any, value: Any) -> Any:
        if field.name in self._documents:
            return json.dumps(value)
        if field.enum_type is not None:
            return _prefix(field) + self._choices[field.name](value).name
        if field.message_type is Duration.DESCRIPTOR:
            message = Duration()
            message.FromTimedelta(_DURATION.validate_python(value))
            return message.ToJsonString()
        return value

    def _read(self, field: Any, value: Any) -> Any:
        if field.is_repeated:
            return list(value)
        if field.name in self._documents:
            return json.loads(value)
        if field.enum_type is not None:
            name = field.enum_type.values_by_number[value].name
            return self._choices[field.name][name.removeprefix(_prefix(field))].value
        return _plain(value)


def _prefix(field: Any) -> str:
    none: str = field.enum_type.values_by_number[0].name
    return none.removesuffix("UNSPECIFIED")


def _plain(value: Any) -> Any:
    if isinstance(value, Timestamp):
        return value.ToDatetime(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Duration):
        return _DURATION.dump_python(value.ToTimedelta(), mode="json")
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).decode()
    return value
