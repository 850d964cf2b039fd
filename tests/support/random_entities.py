"""Entities that nobody would think of, but that the blueprint allows; the same for each seed."""

import random
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from arcana_gen.blueprint import (
    TYPES,
    BlueprintError,
    Entity,
    Field,
    FieldType,
    entity_name,
    make_entity,
    parse_field,
)
from arcana_gen.blueprint.building import build_field
from arcana_gen.blueprint.rules import check_field

_TEXTS: Final = (
    "",
    "it's",
    'say "hi"',
    """both ' and \"""",
    "back\\slash",
    r"\d",
    "{braces} {{ and }} {% more %}",
    "# no comment",
    "naïve ☃ 你好",
    "line\nbreak",
    "tab\there",
    "x" * 200,
    "%s",
    "'''",
    "Decimal UUID dt.date JsonValue Base64",
    'it\'s "Decimal" \\" UUID',
)
_PATTERNS: Final = (
    r"\d{4}-\w+",
    "[a-z' ]+",
    "(?i:a|b)c*",
    r"[\\/]?x",
    "a" * 100 + "?",
    r"\{\}|\$",
    "dt.|Decimal",
)
_VALUES: Final = (
    "open",
    "in-progress",
    "2nd",
    "a.b",
    "C",
    "x" * 40,
    "None",
    "name",
    "value",
    "mro",
)
_LIMITS: Final[Mapping[FieldType, Sequence[str]]] = {
    FieldType.INT: ("-2147483648", "-1", "0", "7", "2147483647"),
    FieldType.BIGINT: ("-9223372036854775808", "-5", "0", "9223372036854775807"),
    FieldType.FLOAT: ("-1e300", "-0.5", "0", "1e-7", "3", "1e22"),
    FieldType.DECIMAL: ("-9999.99", "-0.5", "0", "0.01", "10", "9999.99"),
    FieldType.DATE: ("0001-01-01", "2000-02-29", "2026-11-21", "9999-12-31"),
    FieldType.DATETIME: ("0001-01-01T00:00:00Z", "2026-11-21T09:30:00.5Z", "9999-12-31T23:59:59Z"),
    FieldType.TIME: ("00:00", "09:30", "12:00:00.25", "23:59:59.999999"),
    FieldType.DURATION: ("PT0S", "PT1.5S", "PT1H30M", "P400D"),
}
_JSON: Final = (
    "{}",
    "[]",
    "3",
    "2.5",
    "true",
    '"it\'s"',
    '{"a":{"b":[1,null,{"c":"d\\"e"}]}}',
    '["' + '","'.join("abcdefghij" * 4) + '"]',
)
_LENGTHS: Final = ("1", "7", "300", "700")
_DEFAULTS: Final[Mapping[FieldType, Sequence[str]]] = {
    **_LIMITS,
    FieldType.STR: _TEXTS,
    FieldType.TEXT: _TEXTS,
    FieldType.BOOL: ("true", "false"),
    FieldType.DATE: ("today", "2026-11-21"),
    FieldType.DATETIME: ("now", "2026-11-21T09:30:00Z"),
    FieldType.JSON: _JSON,
    FieldType.EMAIL: ("a'b@example.com",),
    FieldType.URL: ("https://example.com/?a=%20&b={c}",),
    FieldType.ENUM: _VALUES,
}


def random_entities(seed: int, count: int) -> list[Entity]:
    """Legal entities; each may refer to those before it."""
    dice = random.Random(seed)  # noqa: S311 - nobody guards anything with it
    found: list[Entity] = []
    while len(found) < count:
        name = entity_name(_name(dice, 20))
        known = [*(entity.name for entity in found), name]
        try:
            fields = [_field(dice, known) for _ in range(dice.randint(1, 8))]
            found.append(make_entity(name, fields, soft_delete=len(fields) % 3 == 0))
        except BlueprintError:
            continue
    return found


def _name(dice: random.Random, longest: int) -> str:
    """A name of words of any length."""
    size = dice.choice([1, 2, 5, longest])
    letters = "".join(dice.choice(string.ascii_lowercase + "_") for _ in range(size))
    return dice.choice(string.ascii_lowercase) + letters.replace("__", "_x").rstrip("_")


def _field(dice: random.Random, known: list[str]) -> Field:
    kind = dice.choice(list(FieldType))
    modifiers = sorted(TYPES[kind].modifiers)
    parts = {
        modifier: _MAKERS.get(modifier, _flag)(dice, kind)
        for modifier in dice.sample(modifiers, dice.randint(0, len(modifiers)))
    }
    values = tuple(dice.sample(_VALUES, 5)) if kind is FieldType.ENUM else ()
    if kind in {FieldType.REF, FieldType.REFS}:
        parts["target"] = dice.choice(known)
    return _numbered(dice, _legal(_name(dice, 24), kind, parts, values))


def _numbered(dice: random.Random, field: Field) -> Field:
    """An enum whose values came and went; any other field as it is."""
    if not field.values or len(field.name) % 2:
        return field
    numbers = tuple(dice.sample(range(1, 99), len(field.values) + 3))
    return check_field(replace(field, numbers=numbers[3:], reserved=numbers[:3]))


def _legal(name: str, kind: FieldType, parts: dict[str, str], values: tuple[str, ...]) -> Field:
    """The field without the modifiers that do not fit the others."""
    for modifier in [*parts, ""]:
        try:
            return build_field(name, kind, parts, values=values)
        except BlueprintError:
            if modifier != "target":
                parts = {kept: text for kept, text in parts.items() if kept != modifier}
    return parse_field(f"{name}_x:uuid")


def _flag(_: random.Random, __: FieldType) -> str:
    return "true"


def _limit(dice: random.Random, kind: FieldType) -> str:
    return dice.choice(_LIMITS.get(kind, _LENGTHS))


_MAKERS: Final[Mapping[str, Callable[[random.Random, FieldType], str]]] = {
    "min": _limit,
    "max": _limit,
    "pattern": lambda dice, _: dice.choice(_PATTERNS),
    "default": lambda dice, kind: dice.choice(_DEFAULTS[kind]),
    "on_delete": lambda dice, _: dice.choice(["restrict", "cascade", "set_null"]),
}
