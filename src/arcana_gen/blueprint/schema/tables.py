"""The tables of a blueprint with their columns, constraints and indexes, by what they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.entities import Entity, attribute_of
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.schema.columns import IDENTIFIER, ColumnType, column_type

Key: TypeAlias = tuple[str, str]
"""What a table comes from: an entity, or one of its `refs` fields."""

DELETED_AT: Final = "deleted_at"
"""The key and name of the column that says since when a row is deleted; no field is called so."""

_NUMBERS = frozenset({FieldType.INT, FieldType.BIGINT, FieldType.FLOAT, FieldType.DECIMAL})


class Kind(StrEnum):
    """Kinds of constraints, in the order in which they can be dropped."""

    FOREIGN_KEY = "foreignkey"
    CHECK = "check"
    UNIQUE = "unique"
    LIVING_UNIQUE = "living_unique"
    INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What entities and fields are called in the blueprint that is compared with."""

    entities: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def entity(self, name: str) -> str:
        """The entity's name there."""
        return self.entities.get(name, name)

    def field(self, entity: str, name: str) -> str:
        """The name there of a field; `entity` is the entity's name here."""
        return self.fields.get((self.entity(entity), name), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `field` is None for those of a link table and for `deleted_at`."""

    name: str
    type: ColumnType
    optional: bool
    entity: str
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A constraint or index; equal `meaning` under one name means that nothing changed."""

    kind: Kind
    name: str
    column: str
    meaning: tuple[object, ...] = ()
    target: str = ""
    on_delete: str = ""
    entity: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; columns are found by their field, or as `owner` and `target` of a link."""

    name: str
    entity: Entity
    field: Field | None
    columns: Mapping[str, Column]
    constraints: Mapping[str, Constraint]


def tables_of(blueprint: Blueprint, names: Names) -> dict[Key, Table]:
    """All tables, each after those that it refers to; keys speak the language of `names`."""
    found: dict[Key, Table] = {}
    for entity in blueprint.in_dependency_order():
        reader = _Reader(blueprint, entity, names)
        found[names.entity(entity.name), ""] = reader.table()
        for one in entity.fields:
            if one.type == FieldType.REFS:
                key = names.entity(entity.name), names.field(entity.name, one.name)
                found[key] = reader.link(one)
    return found


class _Reader:
    """Reads the tables of one entity."""

    def __init__(self, blueprint: Blueprint, entity: Entity, names: Names) -> None:
        self._entities = blueprint.entities
        self._entity = entity
        self._names = names

    def table(self) -> Table:
        entity = self._entity
        fields = [one for one in entity.fields if one.type != FieldType.REFS]
        columns = {
            self._names.field(entity.name, one.name): Column(
                name=self._column(one),
                type=column_type(one),
                optional=one.optional,
                entity=entity.name,
                field=one,
            )
            for one in fields
        }
        if entity.soft_delete:
            columns[DELETED_AT] = Column(
                name=DELETED_AT, type=(FieldType.DATETIME,), optional=True, entity=entity.name
            )
        constraints = {
            found.name: found for one in fields for found in self._constraints(one, entity.table)
        }
        return Table(
            name=entity.table, entity=entity, field=None, columns=columns, constraints=constraints
        )

    def _column(self, one: Field) -> str:
        return attribute_of(one, self._entities.get(one.target))

    def _constraints(self, one: Field, table: str) -> Iterator[Constraint]:
        column = self._column(one)
        if one.type == FieldType.REF:
            yield Constraint(
                kind=Kind.FOREIGN_KEY,
                name=f"fk_{table}_{column}",
                column=column,
                # It rests on the index, and MySQL changes no column that has a foreign key.
                meaning=(
                    *(self._names.entity(one.target), one.on_delete, one.unique, one.optional),
                    one.unique and self._entity.soft_delete,
                ),
                target=self._entities[one.target].table,
                on_delete=one.on_delete,
            )
        for rule, meaning in _checks(one):
            yield Constraint(
                kind=Kind.CHECK,
                name=f"ck_{table}_{column}_{rule}",
                column=column,
                meaning=meaning,
                entity=self._entity.name,
                field=one.name,
            )
        if one.unique and self._entity.soft_delete:
            name = f"uq_{table}_{column}"
            yield Constraint(
                kind=Kind.LIVING_UNIQUE, name=name, column=column, meaning=(DELETED_AT,)
            )
        elif one.unique:
            yield Constraint(kind=Kind.UNIQUE, name=f"uq_{table}_{column}", column=column)
        elif one.index or one.type == FieldType.REF:
            yield Constraint(kind=Kind.INDEX, name=f"ix_{table}_{column}", column=column)

    def link(self, one: Field) -> Table:
        name = f"{self._entity.table}_{one.name}"
        owner, target = self._link_columns(one)
        constraints = (
            self._link_key(f"fk_{name}_owner", owner, self._entity.name, "cascade"),
            self._link_key(f"fk_{name}_target", target, one.target, one.on_delete),
            Constraint(kind=Kind.INDEX, name=f"ix_{name}_target", column=target),
        )
        columns = {"owner": owner, "target": target}
        return Table(
            name=name,
            entity=self._entity,
            field=one,
            columns={
                role: Column(name=column, type=IDENTIFIER, optional=False, entity=self._entity.name)
                for role, column in columns.items()
            },
            constraints={constraint.name: constraint for constraint in constraints},
        )

    def _link_columns(self, one: Field) -> tuple[str, str]:
        module = self._entity.module
        if one.target != self._entity.name:
            return f"{module}_id", f"{self._entities[one.target].module}_id"
        return f"{module}_id", "second_id" if module == "other" else "other_id"

    def _link_key(self, name: str, column: str, target: str, on_delete: str) -> Constraint:
        return Constraint(
            kind=Kind.FOREIGN_KEY,
            name=name,
            column=column,
            meaning=(self._names.entity(target), on_delete, column),
            target=self._entities[target].table,
            on_delete=on_delete,
        )


def is_same(old: Field, new: Field, names: Names) -> bool:
    """Whether the database sees no difference between two fields, but for their names."""
    return _seen(old, names) == _seen(new, Names())


def _seen(one: Field, names: Names) -> tuple[object, ...]:
    plain = one.type, names.entity(one.target), one.on_delete
    if one.type == FieldType.REFS:
        return plain
    keys = one.optional, one.unique, one.index
    return (column_type(one), *plain[1:], *keys, *_checks(one))


def _checks(one: Field) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The rules that the database checks, and all that their text is made of."""
    if one.type == FieldType.ENUM:
        yield "choice", tuple(sorted(one.values))
    elif one.type in _NUMBERS:
        for rule in ("min", "max"):
            if (bound := getattr(one, rule)) is not None:
                yield rule, (bound, column_type(one))
