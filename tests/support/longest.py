"""Sets of entities whose names are as long as the blueprint allows, each in one respect.

All at once is not legal: the names in the database, made of table and field, have 63 characters.
"""

import string
from collections.abc import Callable
from typing import Final

from tests.support.entities import TWELVE, renamed

from arcana_gen.blueprint import Entity, parse_entity
from arcana_gen.blueprint.identifiers import MAX_CLASS
from arcana_gen.blueprint.names import MAX_ENTITY, MAX_FIELD, MAX_PLURAL


def longest_fields() -> list[Entity]:
    """Fields of every type and with every modifier, and the class of an enumeration."""
    entities = renamed(TWELVE, entity=lambda name: name[:4].capitalize(), field=_stretched)
    name = "Stockist"
    field = "x" * (MAX_CLASS - len(name))
    return [*entities, parse_entity(f"{name} {field}:enum:{'a' * 40},b:default={'a' * 40}")]


def longest_entities() -> list[Entity]:
    """Entities of one long word."""
    return renamed(
        TWELVE,
        entity=_numbered(lambda letter: f"Long{'x' * (MAX_ENTITY - 5)}{letter}"),
        field=_numbered_fields(),
    )


def most_words() -> list[Entity]:
    """Entities of as many words as fit, so that their modules are longest; with short tables."""
    return renamed(
        TWELVE,
        entity=_numbered(lambda letter: f"{'OAb' * 10}{letter.upper()}z"),
        plural=_numbered(lambda letter: f"P{letter}"),
        field=_numbered_fields(),
    )


def longest_plurals() -> list[Entity]:
    """Plurals, hence tables and addresses."""
    texts = (
        "Tag a:str:unique b:ref:Tag:optional c:refs:Tag d:int:min=1:unique e:enum:f,g",
        "Zone a:str b:ref:Tag e:refs:Tag",
    )
    padding = "z" * (MAX_PLURAL - 27)
    return renamed(texts, plural=_numbered(lambda letter: f"{'Ab' * 13}{letter.upper()}{padding}"))


LONGEST: Final = {
    "fields": longest_fields,
    "entities": longest_entities,
    "words": most_words,
    "plurals": longest_plurals,
}


def _stretched(name: str) -> str:
    return f"{name}_{'long' * MAX_FIELD}"[:MAX_FIELD]


def _numbered(make: Callable[[str], str]) -> Callable[[str], str]:
    """Names by the order in which they are asked for; the same question has the same answer."""
    known: dict[str, str] = {}
    return lambda name: known.setdefault(name, make(string.ascii_lowercase[len(known)]))


def _numbered_fields() -> Callable[[str], str]:
    known: dict[str, str] = {}
    letters = string.ascii_lowercase
    pairs = [f"f{first}{second}" for first in letters for second in letters]
    return lambda name: known.setdefault(name, pairs[len(known)])
