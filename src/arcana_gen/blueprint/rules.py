"""What a field must fulfil by itself; each rule is one function that raises one error."""

import json
import re
from typing import Final

from arcana_gen.blueprint.enum_rules import check_numbers, check_values, with_numbers
from arcana_gen.blueprint.errors import (
    BadValue,
    DefaultViolatesRule,
    EmptyRange,
    InvalidPattern,
    KeyTooLong,
    MissingTarget,
    OptionalWithMovingDefault,
    ReservedName,
    SetNullNeedsOptional,
)
from arcana_gen.blueprint.fields import ON_DELETE, TYPES, Field, FieldType
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.reserved import better_field, reserved_field_reason
from arcana_gen.blueprint.values import CODECS, LENGTH, Number

MAX_KEY: Final = 768
"""Characters that every database can index: MySQL takes 3072 bytes, four for a character."""

MAX_LINE: Final = 4000
"""Characters of a column in a row; a row of MySQL has 65535 bytes for all of them."""

MAX_PRECISION: Final = 38

MAX_LITERAL: Final = 200
"""Characters of a pattern or default, which stand in the source of the service."""

DEFAULT_LENGTH: Final = {
    FieldType.STR: 255,
    FieldType.EMAIL: 254,
    FieldType.URL: 2048,
    FieldType.TEXT: 100_000,
    FieldType.BYTES: 1_048_576,
}
"""The longest value where the user set no `max`; the templates hold the same table."""

_LONGEST: Final = {FieldType.STR: MAX_LINE, FieldType.EMAIL: 254, FieldType.URL: MAX_LINE}
MOVING: Final = frozenset({"now", "today"})
"""Defaults that are another value at each use."""


def check_field(field: Field) -> Field:
    """Return the field in its canonical form, or raise the first thing that is wrong with it."""
    for rule in _RULES:
        rule(field)
    return with_numbers(field, field.numbers, field.reserved)


def longest(field: Field) -> int | None:
    """How many characters or bytes a value may have; None for what has no length."""
    if field.type not in DEFAULT_LENGTH:
        return None
    return int(field.max) if field.max is not None else DEFAULT_LENGTH[field.type]


def _check_name(field: Field) -> None:
    if field.is_reference:  # its attribute ends in _id, which nothing reserved does
        return
    if reason := reserved_field_reason(field.name):
        raise ReservedName(
            what="field", name=field.name, reason=reason, suggestion=better_field(field.name)
        )


def _check_target(field: Field) -> None:
    if field.is_reference and not field.target:
        raise MissingTarget(field=field.name, type=field.type)


def _check_precision(field: Field) -> None:
    if field.precision is None or field.scale is None:
        return
    if not 1 <= field.precision <= MAX_PRECISION:
        expected = f"from 1 to {MAX_PRECISION}"
        raise BadValue(
            field=field.name, modifier="precision", value=str(field.precision), expected=expected
        )
    if not 0 <= field.scale <= field.precision:
        expected = f"from 0 to the precision {field.precision}"
        raise BadValue(
            field=field.name, modifier="scale", value=str(field.scale), expected=expected
        )
    for modifier in ("min", "max", "default"):
        value = getattr(field, modifier)
        if value is not None and not _fits(str(value), field.precision, field.scale):
            expected = f"a number of {field.precision} digits, {field.scale} after the point"
            raise BadValue(field=field.name, modifier=modifier, value=value, expected=expected)


def _fits(number: str, precision: int, scale: int) -> bool:
    whole, _, fraction = number.lstrip("+-").partition(".")
    return len(whole.lstrip("0")) <= precision - scale and len(fraction) <= scale


def _check_lengths(field: Field) -> None:
    if longest(field) == 0:
        raise BadValue(field=field.name, modifier="max", value="0", expected="at least 1")
    if field.type in _LONGEST and (longest(field) or 0) > _LONGEST[field.type]:
        expected = f"at most {_LONGEST[field.type]} for `{field.type}`"
        raise BadValue(field=field.name, modifier="max", value=str(field.max), expected=expected)


def _check_range(field: Field) -> None:
    high = field.max if field.max is not None else longest(field)
    if field.min is None or high is None:
        return
    if _rank(field, field.min) > _rank(field, high):
        raise EmptyRange(field=field.name, low=str(field.min), high=str(high))


def _rank(field: Field, value: object) -> Number:
    codec = LENGTH if field.type in DEFAULT_LENGTH else CODECS[field.type]
    return codec.rank(str(value))


def _check_key(field: Field) -> None:
    length = longest(field)
    if length is not None and length > MAX_KEY and (field.unique or field.index):
        raise KeyTooLong(field=field.name, length=length, limit=MAX_KEY)


def _check_pattern(field: Field) -> None:
    if not field.pattern:
        return
    reason = ""
    if len(field.pattern) > MAX_LITERAL:
        reason = f"it is longer than {MAX_LITERAL} characters"
    elif not (field.pattern.isascii() and field.pattern.isprintable()) or '"' in field.pattern:
        reason = "it holds a double quote, a control character or a letter outside ASCII"
    else:
        try:
            re.compile(field.pattern)
        except re.error as error:
            reason = str(error)
    if reason:
        raise InvalidPattern(field=field.name, pattern=field.pattern, reason=reason)


def _check_on_delete(field: Field) -> None:
    rules = ON_DELETE.get(field.type, ("",))
    if field.on_delete not in rules:
        expected = " or ".join(f"`{rule}`" for rule in rules)
        raise BadValue(
            field=field.name, modifier="on_delete", value=field.on_delete, expected=expected
        )
    if field.on_delete == "set_null" and not field.optional:
        raise SetNullNeedsOptional(field=field.name)


def _check_default(field: Field) -> None:
    is_moving = isinstance(field.default, str) and field.default in MOVING
    if is_moving and field.type in {FieldType.DATE, FieldType.DATETIME}:
        if field.optional:
            raise OptionalWithMovingDefault(field=field.name, default=str(field.default))
        return
    if field.default is None:
        return
    rule = _violated_rule(field)
    if rule:
        raise DefaultViolatesRule(field=field.name, default=_shown(field.default), rule=rule)


def _violated_rule(field: Field) -> str:
    if not _is_storable(field.default):
        return f"what can stand in the source: {MAX_LITERAL} printable characters"
    if field.secret:
        return "`secret`: a default would stand in the source"
    if field.type == FieldType.ENUM:
        return "" if field.default in field.values else f"`values={','.join(field.values)}`"
    if field.pattern and not re.fullmatch(field.pattern, str(field.default)):
        return f"`pattern={field.pattern}`"
    return _violated_limit(field)


def _violated_limit(field: Field) -> str:
    if "max" not in TYPES[field.type].modifiers:
        return ""
    is_text = field.type in DEFAULT_LENGTH
    rank = len(str(field.default)) if is_text else _rank(field, field.default)
    high = field.max if field.max is not None else longest(field)
    if field.min is not None and rank < _rank(field, field.min):
        return f"`min={field.min}`"
    if high is not None and rank > _rank(field, high):
        return f"`max={high}`"
    return ""


def _is_storable(default: JsonValue) -> bool:
    text = _shown(default)
    return len(text) <= MAX_LITERAL and all(
        character.isprintable() or character in "\n\t" for character in text
    )


def _shown(default: JsonValue) -> str:
    return default if isinstance(default, str) else json.dumps(default, ensure_ascii=False)


_RULES: Final = (
    _check_name,
    _check_target,
    check_values,
    check_numbers,
    _check_precision,
    _check_lengths,
    _check_range,
    _check_key,
    _check_pattern,
    _check_on_delete,
    _check_default,
)
