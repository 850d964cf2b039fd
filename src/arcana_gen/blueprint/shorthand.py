"""The shorthand of fields and entities: `number:str:max=32:unique`.

Colons divide. After the type come its own words (digits of a decimal, values of an enum, target
of a reference), then modifiers. A piece that is no modifier goes on with the value before it, so
`default=2026-01-01T00:00:00Z` and `pattern=^a:b$` need no care; a piece that resembles a
modifier is taken for a mistake. A doubled colon is always one colon of the value:
`default=a::unique`. An entity has one modifier of its own, `Order:soft_delete number:str`.
"""

import re
from collections.abc import Mapping
from typing import Final

from arcana_gen.blueprint.building import FLAGS, KEYED, MODIFIERS, build_field
from arcana_gen.blueprint.entities import Entity, make_entity
from arcana_gen.blueprint.errors import (
    AmbiguousValue,
    EnumWithoutValues,
    InvalidEntityShorthand,
    InvalidShorthand,
    MissingTarget,
    RepeatedModifier,
    UnknownModifier,
)
from arcana_gen.blueprint.fields import ON_DELETE, TYPES, Field, FieldType
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.suggestions import nearest
from arcana_gen.blueprint.values import text_of

SOFT_DELETE: Final = "soft_delete"
"""The modifier of an entity, behind its name: `Order:soft_delete`."""

_CONTINUED: Final = frozenset({"default", "min", "max", "pattern"})
_DIGITS = re.compile(r"(?P<precision>\d+)(,(?P<scale>\d+))?", re.ASCII)
_WORDLIKE = re.compile(r"[a-z_]+(=.*)?", re.DOTALL)
# Quotes after an equals sign hold a value with spaces together, as a shell would.
_TOKEN = re.compile(r"""(?:[^\s=]|=(?!["'])|="[^"]*"|='[^']*')+""")
_QUOTES = re.compile(r"""=(?:"([^"]*)"|'([^']*)')""")


def parse_field(text: str) -> Field:
    """Read one field; raises the error of the first thing that is wrong."""
    name, *pieces = split_colons(text)
    if not name or not pieces or not pieces[0]:
        raise InvalidShorthand(shorthand=text)
    type_word, *pieces = pieces
    values: tuple[str, ...] = ()
    parts: dict[str, str] = {}
    if type_word == FieldType.ENUM:
        values, pieces = _take_values(name, pieces)
    elif type_word in ON_DELETE:
        parts, pieces = _take_target(name, type_word, pieces)
    elif type_word == FieldType.DECIMAL:
        parts, pieces = _take_digits(pieces)
    parts |= _read_modifiers(name, type_word, pieces)
    return build_field(name, type_word, parts, values=values)


def parse_entity(text: str) -> Entity:
    """Read `Order number:str …`, `Person/People …` for the plural, `Order:soft_delete …`."""
    tokens = _TOKEN.findall(text)
    count = next((i for i, token in enumerate(tokens) if ":" in token), len(tokens))
    first = tokens[count] if count < len(tokens) else ""
    is_flagged = first.count(":") == 1 and first.endswith(f":{SOFT_DELETE}")
    count += is_flagged
    head = " ".join(tokens[:count]).removesuffix(f":{SOFT_DELETE}")
    name, _, plural = head.partition("/")
    if not name.strip():
        raise InvalidEntityShorthand(shorthand=text)
    fields = [parse_field(_QUOTES.sub(r"=\1\2", token)) for token in tokens[count:]]
    return make_entity(name, fields, plural=plural, soft_delete=is_flagged)


def format_field(field: Field) -> str:
    """Write a field as `parse_field` reads it."""
    pieces = [field.name, str(field.type)]
    if field.type == FieldType.DECIMAL:
        pieces.append(f"{field.precision},{field.scale}")
    if field.values:
        listed = ",".join(field.values)
        # A lone value that is also a modifier would be taken for one.
        pieces.append(f"{listed}," if _is_modifier(listed) else listed)
    if field.target:
        pieces.append(field.target)
    pieces += [flag for flag in FLAGS if getattr(field, flag)]
    if field.on_delete and field.on_delete != ON_DELETE[field.type][0]:
        pieces.append(f"on_delete={field.on_delete}")
    limits: Mapping[str, JsonValue] = {
        "min": field.min,
        "max": field.max,
        "pattern": field.pattern or None,
        "default": field.default,
    }
    for key, value in limits.items():
        if value is not None:
            as_json = field.type == FieldType.JSON
            pieces.append(f"{key}={_escape(text_of(value, as_json=as_json))}")
    return ":".join(pieces)


def split_colons(text: str) -> list[str]:
    """Divide at single colons; a doubled one is a colon of the text."""
    pieces = [""]
    for found in re.findall(r"::|:|[^:]+", text):
        if found == ":":
            pieces.append("")
        else:
            pieces[-1] += ":" if found == "::" else found
    return pieces


def _escape(value: str) -> str:
    later = value.split(":")[1:]
    plain = all(piece and not _is_modifier(piece) and not _resembled(piece) for piece in later)
    return value if plain and not value.startswith(":") else value.replace(":", "::")


def _is_modifier(piece: str) -> bool:
    key, equals, _ = piece.partition("=")
    return piece in FLAGS or bool(equals and key in KEYED)


def _resembled(piece: str) -> str:
    if not _WORDLIKE.fullmatch(piece):
        return ""
    return nearest(piece.partition("=")[0], MODIFIERS, cutoff=0.75)


def _take_values(name: str, pieces: list[str]) -> tuple[tuple[str, ...], list[str]]:
    if not pieces or not pieces[0] or _is_modifier(pieces[0]):
        raise EnumWithoutValues(field=name)
    return tuple(pieces[0].removesuffix(",").split(",")), pieces[1:]


def _take_target(name: str, type_word: str, pieces: list[str]) -> tuple[dict[str, str], list[str]]:
    if not pieces or not pieces[0] or _is_modifier(pieces[0]):
        raise MissingTarget(field=name, type=type_word)
    return {"target": pieces[0]}, pieces[1:]


def _take_digits(pieces: list[str]) -> tuple[dict[str, str], list[str]]:
    match = _DIGITS.fullmatch(pieces[0]) if pieces else None
    if match is None:
        return {}, pieces
    return {key: text for key, text in match.groupdict().items() if text}, pieces[1:]


def _read_modifiers(name: str, type_word: str, pieces: list[str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    current = ""
    for piece in pieces:
        if not _is_modifier(piece):
            _check_continues(name, type_word, current, piece)
            parts[current] += f":{piece}"
            continue
        current, equals, value = piece.partition("=")
        if current in parts:
            raise RepeatedModifier(field=name, modifier=current)
        parts[current] = value if equals else "true"
    return parts


def _check_continues(name: str, type_word: str, modifier: str, piece: str) -> None:
    """Raise unless the piece goes on with the value of the modifier before it."""
    near = _resembled(piece)
    if modifier not in _CONTINUED:
        allowed = TYPES[FieldType(type_word)].modifiers if type_word in TYPES else MODIFIERS
        raise UnknownModifier(
            field=name, modifier=piece, allowed=" ".join(sorted(allowed)), near=near
        )
    if near:
        raise AmbiguousValue(field=name, modifier=modifier, part=piece, near=near)
