"""The names that an entity gets in the database and in Python, as the templates build them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from arcana_gen.blueprint.entities import Entity, attribute_of
from arcana_gen.blueprint.enums import enum_name
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.reserved import DERIVED_CLASS_NAMES

MAX_IDENTIFIER: Final = 63
"""PostgreSQL cuts what is longer; MySQL takes one more, SQLite any length."""

MAX_CLASS: Final = 40
"""Characters of the class of an enum, so that templates need not break the lines that name it."""

LONGEST_CHECK: Final = "choices"
"""Stands for the rule at the end of a check's name."""

TABLE: Final = "database name"
CLASS: Final = "class"
MESSAGE: Final = "protobuf name"

_MESSAGES: Final = (
    "{name}",
    "{name}Service",
    "Get{name}Request",
    "List{plural}Request",
    "List{plural}Response",
    "Stream{plural}Request",
    "Stream{plural}Response",
    "Create{name}Request",
    "Update{name}Request",
    "Delete{name}Request",
    "Watch{plural}Request",
    "Watch{plural}Response",
)
_MESSAGES_OF_SOFT_DELETE: Final = ("Restore{name}Request",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A name and what it comes from; `kind` is a space in which names must differ."""

    kind: str
    name: str
    entity: str
    field: str = ""

    @property
    def owner(self) -> str:
        """What it comes from, as people name it."""
        return f"{self.entity}.{self.field}" if self.field else self.entity


def database_identifiers(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[Identifier]:
    """Every name in the database.

    They share one space: PostgreSQL has tables and indexes in one, MySQL foreign keys and checks.
    """
    yield Identifier(kind=TABLE, name=entity.table, entity=entity.name)
    for field in entity.fields:
        target = entities.get(field.target)
        if field.type == FieldType.REFS:
            names = _link_names(entity, field)
        else:
            names = _column_names(entity, field, target)
        for name in names:
            yield Identifier(kind=TABLE, name=name, entity=entity.name, field=field.name)


def class_identifiers(entity: Entity) -> Iterator[Identifier]:
    """Every class: the entity's own, those of its layers, and its enums."""
    for shape in ("{}", *DERIVED_CLASS_NAMES):
        yield Identifier(kind=CLASS, name=shape.format(entity.name), entity=entity.name)
    for field in entity.fields:
        if field.type == FieldType.ENUM:
            name = f"{entity.name}{enum_name(field.name)}"
            yield Identifier(kind=CLASS, name=name, entity=entity.name, field=field.name)


def message_identifiers(entity: Entity) -> Iterator[Identifier]:
    """Every message, and the service: they share the package that all entities are in."""
    restoring = _MESSAGES_OF_SOFT_DELETE if entity.soft_delete else ()
    for shape in (*_MESSAGES, *restoring):
        name = shape.format(name=entity.name, plural=entity.plural)
        yield Identifier(kind=MESSAGE, name=name, entity=entity.name)


def _column_names(entity: Entity, field: Field, target: Entity | None) -> Iterator[str]:
    column = f"{entity.table}_{attribute_of(field, target)}"
    if field.unique:
        yield f"uq_{column}"
    elif field.index or field.type == FieldType.REF:
        yield f"ix_{column}"
    if field.type == FieldType.REF:
        yield f"fk_{column}"
    else:
        yield f"ck_{column}_{LONGEST_CHECK}"


def _link_names(entity: Entity, field: Field) -> Iterator[str]:
    link = f"{entity.table}_{field.name}"
    yield link
    yield f"pk_{link}"
    yield f"fk_{link}_owner"
    yield f"fk_{link}_target"
    yield f"ix_{link}_target"
