"""Making a field from the texts of its parts, wherever they were written."""

from collections.abc import Iterable, Mapping
from typing import Final

from arcana_gen.blueprint.errors import (
    BadValue,
    ModifierNotAllowed,
    UnknownModifier,
    UnknownType,
)
from arcana_gen.blueprint.fields import ON_DELETE, TYPES, Field, FieldType
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import entity_name, field_name
from arcana_gen.blueprint.rules import DEFAULT_LENGTH, MOVING, check_field
from arcana_gen.blueprint.suggestions import TYPE_SYNONYMS, nearest
from arcana_gen.blueprint.values import CODECS, LENGTH, Codec, Scalar, read_json

FLAGS: Final = ("optional", "unique", "index", "secret", "readonly")
KEYED: Final = ("default", "min", "max", "pattern", "on_delete")
MODIFIERS: Final = (*FLAGS, *KEYED)

_ARGUMENTS: Final[Mapping[FieldType, frozenset[str]]] = {
    FieldType.DECIMAL: frozenset({"precision", "scale"}),
    FieldType.ENUM: frozenset({"values"}),
    FieldType.REF: frozenset({"target"}),
    FieldType.REFS: frozenset({"target"}),
}
_ALL_ARGUMENTS: Final = frozenset().union(*_ARGUMENTS.values())


def build_field(
    name: str,
    type_word: str,
    parts: Mapping[str, str],
    *,
    values: tuple[str, ...] = (),
    proto: int = 0,
) -> Field:
    """Read the parts by the rules of the type, add its defaults, and check the whole."""
    name = field_name(name)
    field_type = _field_type(name, type_word)
    if field_type == FieldType.REF:
        name = name.removesuffix("_id")
    reader = _Parts(name, field_type, parts)
    reader.check_keys([*parts, "values"] if values else [*parts])
    is_decimal = field_type == FieldType.DECIMAL
    unique = reader.flag("unique")
    rules = ON_DELETE.get(field_type, ("",))
    return check_field(
        Field(
            name=name,
            type=field_type,
            proto=proto,
            max=reader.limit("max"),
            min=reader.limit("min"),
            precision=reader.whole("precision", 12) if is_decimal else None,
            scale=reader.whole("scale", 2) if is_decimal else None,
            values=values,
            target=reader.target(),
            pattern=reader.pattern(),
            optional=reader.flag("optional"),
            unique=unique,
            # A unique constraint is an index already.
            index=reader.flag("index") and not unique,
            default=reader.default(),
            secret=reader.flag("secret"),
            readonly=reader.flag("readonly"),
            on_delete=parts.get("on_delete", rules[0]),
        )
    )


def _field_type(field: str, word: str) -> FieldType:
    try:
        return FieldType(word)
    except ValueError:
        near = TYPE_SYNONYMS.get(word.lower().replace("_", "")) or nearest(word, FieldType)
        raise UnknownType(field=field, type=word, types=" ".join(FieldType), near=near) from None


class _Parts:
    """The texts of one field's modifiers, read by its type."""

    def __init__(self, field: str, field_type: FieldType, parts: Mapping[str, str]) -> None:
        self._field = field
        self._type = field_type
        self._parts = parts
        self._allowed = TYPES[field_type].modifiers | _ARGUMENTS.get(field_type, frozenset())

    def check_keys(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self._allowed:
                continue
            allowed = " ".join(sorted(TYPES[self._type].modifiers))
            if key not in MODIFIERS and key not in _ALL_ARGUMENTS:
                raise UnknownModifier(
                    field=self._field, modifier=key, allowed=allowed, near=nearest(key, MODIFIERS)
                )
            raise ModifierNotAllowed(
                field=self._field, type=self._type, modifier=key, allowed=allowed
            )

    def flag(self, key: str) -> bool:
        return key in self._parts and bool(self._read(key, CODECS[FieldType.BOOL]))

    def whole(self, key: str, default: int) -> int:
        return int(self._read(key, LENGTH)) if key in self._parts else default

    def limit(self, key: str) -> Scalar | None:
        if key not in self._parts:
            return None
        codec = LENGTH if self._type in DEFAULT_LENGTH else CODECS[self._type]
        value = self._read(key, codec)
        if value in MOVING:  # `now` is a default, never a limit
            raise self._bad(key, codec.expected)
        return value

    def pattern(self) -> str:
        if self._parts.get("pattern") == "":
            raise self._bad("pattern", "a regular expression")
        return self._parts.get("pattern", "")

    def target(self) -> str:
        return entity_name(self._parts["target"]) if "target" in self._parts else ""

    def default(self) -> JsonValue:
        if "default" not in self._parts:
            return None
        if self._type != FieldType.JSON:
            return self._read("default", CODECS[self._type])
        try:
            return read_json(self._parts["default"])
        except ValueError:
            raise self._bad("default", "JSON other than null") from None

    def _read(self, key: str, codec: Codec) -> Scalar:
        try:
            return codec.read(self._parts[key])
        except (ValueError, ArithmeticError):
            raise self._bad(key, codec.expected) from None

    def _bad(self, key: str, expected: str) -> BadValue:
        value = self._parts[key]
        return BadValue(field=self._field, modifier=key, value=value, expected=expected)
