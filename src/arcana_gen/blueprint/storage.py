"""Entities as the answers file holds them: plain mappings, and back.

Keys stand in one order and are absent at their default, so that one blueprint is one text.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from arcana_gen.blueprint.building import build_field
from arcana_gen.blueprint.entities import Entity, make_entity
from arcana_gen.blueprint.errors import BlueprintError, DuplicateEntity, InvalidShape, UnknownKey
from arcana_gen.blueprint.fields import Field
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.rules import check_field
from arcana_gen.blueprint.shorthand import parse_field
from arcana_gen.blueprint.suggestions import nearest
from arcana_gen.blueprint.values import text_of

ENTITY_KEYS: Final = ("plural", "table", "soft_delete", "reserved", "fields")
FIELD_KEYS: Final = (
    "type",
    "proto",
    "max",
    "min",
    "precision",
    "scale",
    "values",
    "numbers",
    "reserved",
    "target",
    "pattern",
    "optional",
    "unique",
    "index",
    "default",
    "secret",
    "readonly",
    "on_delete",
)


def entity_to_data(entity: Entity) -> dict[str, JsonValue]:
    """The mapping below the entity's name."""
    present: dict[str, JsonValue] = {"plural": entity.plural}
    if entity.custom_table:
        present["table"] = entity.custom_table
    if entity.soft_delete:
        present["soft_delete"] = True
    if entity.reserved:
        present["reserved"] = list(entity.reserved)
    present["fields"] = {field.name: field_to_data(field) for field in entity.fields}
    return present


def field_to_data(field: Field) -> dict[str, JsonValue]:
    """The mapping below the field's name."""
    present: dict[str, JsonValue] = {
        key: value for key in FIELD_KEYS if not _is_absent(key, value := getattr(field, key))
    }
    present["type"] = str(field.type)
    # A list is what YAML knows.
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in present.items()
    }


def entities_from_data(data: object, *, shorthand: bool = False) -> dict[str, Entity]:
    """Read all entities by name; with `shorthand`, a field may be text such as `str:max=32`."""
    entities: dict[str, Entity] = {}
    for name, body in _mapping(data, "`entities`").items():
        try:
            entity = _entity_from_data(name, _mapping(body, "an entity"), shorthand=shorthand)
        except BlueprintError as error:
            raise error.at(f"entity `{name}`") from None
        if entity.name in entities:
            raise DuplicateEntity(entity=entity.name)
        entities[entity.name] = entity
    return entities


def _entity_from_data(name: str, data: Mapping[str, object], *, shorthand: bool) -> Entity:
    _check_keys(data, ENTITY_KEYS)
    fields = [
        parse_field(f"{field}:{body}")
        if shorthand and isinstance(body, str)
        else _field_from_data(field, _mapping(body, f"the field `{field}`"))
        for field, body in _mapping(data.get("fields"), "`fields`").items()
    ]
    return make_entity(
        name,
        fields,
        plural=_text(data, "plural"),
        table=_text(data, "table"),
        soft_delete=_flag(data, "soft_delete"),
        reserved=_numbers(data, "reserved"),
    )


def _field_from_data(name: str, data: Mapping[str, object]) -> Field:
    _check_keys(data, FIELD_KEYS, field=name)
    proto = data.get("proto", 0)
    if type(proto) is not int:
        raise InvalidShape(problem=f"`proto` of the field `{name}` is not a number")
    type_word = _text(data, "type")
    parts = {
        key: _value_text(name, key, value, as_json=key == "default" and type_word == "json")
        for key, value in data.items()
        if key not in {"type", "proto", "values", "numbers", "reserved"}
    }
    field = build_field(name, type_word, parts, values=_values(name, data), proto=proto)
    numbers, reserved = (_numbers(data, key, field.name) for key in ("numbers", "reserved"))
    return check_field(replace(field, numbers=numbers, reserved=reserved))


def _numbers(data: Mapping[str, object], key: str, field: str = "") -> tuple[int, ...]:
    numbers = data.get(key, [])
    what = f"`{key}` of the field `{field}`" if field else f"`{key}`"
    if not isinstance(numbers, list):
        raise InvalidShape(problem=f"{what} is not a list")
    found = [number for number in numbers if type(number) is int]
    if found != numbers:
        raise InvalidShape(problem=f"{what} holds what is not a number")
    return tuple(found)


def _values(field: str, data: Mapping[str, object]) -> tuple[str, ...]:
    values = data.get("values", [])
    if not isinstance(values, list):
        raise InvalidShape(problem=f"`values` of the field `{field}` is not a list")
    for value in values:
        # YAML reads `yes` as true and `no` as false.
        if not isinstance(value, str):
            raise InvalidShape(
                problem=f"`values` of the field `{field}` holds `{value}`, which needs quotes"
            )
    return tuple(values)


def _value_text(field: str, key: str, value: object, *, as_json: bool) -> str:
    try:
        return text_of(value, as_json=as_json)
    except (TypeError, ValueError):
        raise InvalidShape(problem=f"`{key}` of the field `{field}` has no plain value") from None


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise InvalidShape(problem=f"`{key}` is not text")
    return value


def _flag(data: Mapping[str, object], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise InvalidShape(problem=f"`{key}` is neither true nor false")
    return value


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidShape(problem=f"{what} is not a mapping")
    for key in value:
        if not isinstance(key, str):
            raise InvalidShape(problem=f"{what} has the key `{key}`, which needs quotes")
    return value


def _check_keys(data: Mapping[str, object], allowed: tuple[str, ...], *, field: str = "") -> None:
    for key in data:
        if key not in allowed:
            error = UnknownKey(key=key, allowed=" ".join(allowed), near=nearest(key, allowed))
            raise error.at(f"field `{field}`") if field else error


def _is_absent(key: str, value: JsonValue) -> bool:
    # A default may be false or empty, a limit may be zero.
    return value is None or (key != "default" and (value is False or value in ("", ())))
