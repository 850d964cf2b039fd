"""A field of an entity, the types that it can have, and what each type allows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from arcana_gen.blueprint.json_values import JsonValue

FIRST_PROTO: Final = 10


class FieldType(StrEnum):
    """The type of a field, as the shorthand and the answers file write it."""

    STR = "str"
    TEXT = "text"
    INT = "int"
    BIGINT = "bigint"
    FLOAT = "float"
    DECIMAL = "decimal"
    BOOL = "bool"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    DURATION = "duration"
    UUID = "uuid"
    JSON = "json"
    EMAIL = "email"
    URL = "url"
    ENUM = "enum"
    BYTES = "bytes"
    REF = "ref"
    REFS = "refs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; what is None, empty or False is not in the answers file.

    Limits are whole numbers for lengths and integers, floats for `float`, and text in canonical
    form for decimals and times. `proto` is 0 until the field belongs to an entity. `numbers` are
    the protobuf numbers of `values`, unless they count from 1 on; `reserved` those of values that
    are gone, which no value can have again.
    """

    name: str
    type: FieldType
    proto: int = 0
    max: int | float | str | None = None
    min: int | float | str | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    reserved: tuple[int, ...] = ()
    target: str = ""
    pattern: str = ""
    optional: bool = False
    unique: bool = False
    index: bool = False
    default: JsonValue = None
    secret: bool = False
    readonly: bool = False
    on_delete: str = ""

    @property
    def is_reference(self) -> bool:
        """Whether the field points at entities instead of holding a value."""
        return self.type in {FieldType.REF, FieldType.REFS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInfo:
    """What people need to know of a type; the README's table and the prompts come from it."""

    summary: str
    example: str
    modifiers: frozenset[str]


_ALWAYS = frozenset({"optional", "secret", "readonly"})
_RANGE = frozenset({"min", "max"})
_KEY = frozenset({"unique", "index"})
_PLAIN = _ALWAYS | {"default"}
_ORDERED = _PLAIN | _RANGE | _KEY
_LINE = _ORDERED | {"pattern"}


def _info(summary: str, example: str, modifiers: frozenset[str]) -> TypeInfo:
    return TypeInfo(summary=summary, example=example, modifiers=modifiers)


TYPES: Final[dict[FieldType, TypeInfo]] = {
    FieldType.STR: _info("one line of text, 255 characters", "number:str:max=32:unique", _LINE),
    FieldType.TEXT: _info(
        "long text, of 100,000 characters unless `max=` says otherwise",
        "note:text:optional",
        _PLAIN | _RANGE | {"pattern"},
    ),
    FieldType.INT: _info("whole number, 32 bits", "quantity:int:min=1", _ORDERED),
    FieldType.BIGINT: _info("whole number, 64 bits", "views:bigint:default=0", _ORDERED),
    FieldType.FLOAT: _info("floating-point number", "score:float:min=0:max=1", _ORDERED),
    FieldType.DECIMAL: _info(
        "exact number: precision, scale", "total:decimal:12,2:min=0", _ORDERED
    ),
    FieldType.BOOL: _info("true or false", "active:bool:default=true", _PLAIN | {"index"}),
    FieldType.DATE: _info("calendar date", "due:date:default=today", _ORDERED),
    FieldType.DATETIME: _info("point in time, UTC", "placed_at:datetime:default=now", _ORDERED),
    FieldType.TIME: _info("time of day", "opens:time:default=09:30", _ORDERED),
    FieldType.DURATION: _info("length of time", "timeout:duration:default=PT30S", _ORDERED),
    FieldType.UUID: _info("UUID", "external_key:uuid:unique", _ALWAYS | _KEY),
    FieldType.JSON: _info("any JSON value", "settings:json:default={}", _PLAIN),
    FieldType.EMAIL: _info("e-mail address", "email:email:unique", _LINE),
    FieldType.URL: _info("http or https address", "website:url:optional", _LINE),
    FieldType.ENUM: _info(
        "one of the listed values",
        "status:enum:pending,paid:default=pending",
        frozenset({"optional", "readonly", "default", "index"}),
    ),
    FieldType.BYTES: _info(
        "binary data, of 1 MiB unless `max=` says otherwise",
        "thumbnail:bytes:max=65536",
        _ALWAYS | _RANGE,
    ),
    FieldType.REF: _info(
        "one other entity",
        "customer:ref:Customer:on_delete=cascade",
        _KEY | {"optional", "readonly", "on_delete"},
    ),
    FieldType.REFS: _info(
        "any number of other entities", "tags:refs:Tag", frozenset({"readonly", "on_delete"})
    ),
}

ON_DELETE: Final[dict[FieldType, tuple[str, ...]]] = {
    FieldType.REF: ("restrict", "cascade", "set_null"),
    FieldType.REFS: ("cascade", "restrict"),
}
"""The delete rules of each kind of reference; the first is the default."""
