"""The values that rows get which exist before their column does."""

import base64
import binascii
from dataclasses import replace
from uuid import UUID

from arcana_gen.blueprint.errors import BadValue, DefaultViolatesRule, FillViolatesRule
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.rules import check_field, longest
from arcana_gen.blueprint.values import CODECS, read_json

_IDENTIFIERS = frozenset({FieldType.UUID, FieldType.REF})
_NEUTRAL: dict[FieldType, JsonValue] = {
    FieldType.STR: "",
    FieldType.TEXT: "",
    FieldType.EMAIL: "",
    FieldType.URL: "",
    FieldType.BYTES: "",
    FieldType.INT: 0,
    FieldType.BIGINT: 0,
    FieldType.FLOAT: 0.0,
    FieldType.DECIMAL: "0",
    FieldType.BOOL: False,
    FieldType.DATE: "1970-01-01",
    FieldType.DATETIME: "1970-01-01T00:00:00Z",
    FieldType.TIME: "00:00:00",
    FieldType.DURATION: "PT0S",
    FieldType.UUID: str(UUID(int=0)),
}


def read_fill(field: Field, text: str) -> JsonValue:
    """Read a value by the field's own type; raises BadValue or FillViolatesRule."""
    try:
        value = _read(field, text)
    except (ValueError, ArithmeticError, binascii.Error):
        expected = _expected(field)
        raise BadValue(field=field.name, modifier="fill", value=text, expected=expected) from None
    _check(field, value, text)
    return value


def neutral_value(field: Field) -> JsonValue:
    """A value that the database accepts for a column whose values are gone.

    None where the field must be unique, or refers to something: no made-up value would do.
    """
    if field.unique or field.type == FieldType.REF:
        return None
    if field.default is not None:
        return field.default
    first: dict[FieldType, JsonValue] = {
        FieldType.ENUM: next(iter(field.values), None),
        FieldType.JSON: {},
    }
    return first[field.type] if field.type in first else _nearest(field, _NEUTRAL[field.type])


def _nearest(field: Field, value: JsonValue) -> JsonValue:
    """The value, or the limit of the field that is next to it."""
    if field.type not in _RANKED:
        return value
    rank = CODECS[field.type].rank
    if field.min is not None and rank(str(value)) < rank(str(field.min)):
        return field.min
    if field.max is not None and rank(str(value)) > rank(str(field.max)):
        return field.max
    return value


_RANKED = frozenset(
    {
        FieldType.INT,
        FieldType.BIGINT,
        FieldType.FLOAT,
        FieldType.DECIMAL,
        FieldType.DATE,
        FieldType.DATETIME,
        FieldType.TIME,
        FieldType.DURATION,
    }
)


def _read(field: Field, text: str) -> JsonValue:
    if field.type in _IDENTIFIERS:
        return str(UUID(text))
    if field.type == FieldType.BYTES:
        return base64.b64decode(text, validate=True).hex()
    if field.type == FieldType.JSON:
        return read_json(text)
    return CODECS[field.type].read(text)


def _expected(field: Field) -> str:
    if field.type in _IDENTIFIERS:
        return "a UUID"
    if field.type == FieldType.BYTES:
        return "bytes in base64"
    if field.type == FieldType.JSON:
        return "JSON other than null"
    return CODECS[field.type].expected


def _check(field: Field, value: JsonValue, text: str) -> None:
    if field.type == FieldType.BYTES:
        size = len(str(value)) // 2
        if size > (longest(field) or 0) or size < int(field.min or 0):
            rule = f"`min={field.min or 0}` or `max={longest(field)}`"
            raise FillViolatesRule(field=field.name, value=text, rule=rule)
        return
    if field.type in _IDENTIFIERS:
        return
    try:
        # What keeps a default out of the source is no reason against a value in a migration.
        check_field(replace(field, default=value, secret=False, optional=False, on_delete=""))
    except DefaultViolatesRule as error:
        raise FillViolatesRule(field=field.name, value=text, rule=error.rule) from None
