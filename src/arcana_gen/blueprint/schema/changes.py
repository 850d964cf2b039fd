"""What has to happen to the tables when one blueprint becomes another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.errors import CannotConvert, OneValueForUnique, UnknownFill
from arcana_gen.blueprint.fields import Field
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.schema.columns import can_convert, scale_of
from arcana_gen.blueprint.schema.fills import neutral_value, read_fill
from arcana_gen.blueprint.schema.operations import Operation
from arcana_gen.blueprint.schema.option_tables import OptionTables, create_tables, drop_tables
from arcana_gen.blueprint.schema.planning import Tables, plan
from arcana_gen.blueprint.schema.slugs import slug_of
from arcana_gen.blueprint.schema.tables import DELETED_AT, Column, Names, tables_of

FieldKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaChanges:
    """A migration as data; false where the tables stay as they are.

    `losses` are what the way up destroys, as people say it. `missing_fills` are the fields, by
    entity and name, whose value for existing rows is neither given nor known: while there are
    any, the migration fails on tables that have rows.
    """

    slug: str
    up: tuple[Operation, ...]
    down: tuple[Operation, ...]
    losses: tuple[str, ...] = ()
    missing_fills: tuple[FieldKey, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to migrate."""
        return bool(self.up)


_SAVED: Final = {"jobs": "what `jobs export` of the service has written into a file before"}
"""What can be taken along from tables of options."""


def schema_changes(
    before: Blueprint,
    after: Blueprint,
    *,
    renamed_entities: Mapping[str, str] | None = None,
    renamed_fields: Mapping[FieldKey, str] | None = None,
    fills: Mapping[FieldKey, str] | None = None,
    option_tables: OptionTables | None = None,
) -> SchemaChanges:
    """Compare two blueprints; what is not said to be renamed is removed and added.

    `renamed_entities` maps old names to new ones, `renamed_fields` a new entity name and an old
    field name to the new field name, `fills` a new entity and field name to the text of the value
    that existing rows get; `option_tables` are those of no entity. Raises CannotConvert,
    OneValueForUnique, UnknownFill, BadValue or FillViolatesRule.
    """
    names = Names(entities=renamed_entities or {}, fields=renamed_fields or {})
    old, new = tables_of(before, names), tables_of(after, Names())
    needs = dict(_needs(old, new))
    _check_types(before, after, names)
    _check_unique(needs)
    values = _values(needs, fills or {})
    others = option_tables or OptionTables()
    up = plan(old, new, _filling(values), may_stay_empty=False)
    down = plan(new, old, _refilling, may_stay_empty=True)
    return SchemaChanges(
        slug=slug_of(before, after, names, others),
        up=(*drop_tables(others.removed), *up, *create_tables(others.added)),
        down=(*drop_tables(others.added), *down, *create_tables(others.removed)),
        losses=(*_losses(old, new), *map(_loss_of_table, others.removed)),
        missing_fills=tuple(key for key, value in values.items() if value is None),
    )


def _needs(old: Tables, new: Tables) -> Iterator[tuple[FieldKey, "_Need"]]:
    """The columns for which existing rows may need a value."""
    for key, table in new.items():
        if key not in old or table.field is not None:
            continue
        for name, column in table.columns.items():
            before = old[key].columns.get(name)
            if column.field is None or (before and (column.optional or not before.optional)):
                continue
            yield (table.entity.name, column.field.name), _Need(column.field, is_new=not before)


@dataclass(frozen=True, slots=True)
class _Need:
    field: Field
    is_new: bool

    @property
    def is_urgent(self) -> bool:
        """Whether rows cannot do without; the database refuses empty ones of what is unique."""
        return not self.field.optional and not self.field.unique


def _values(
    needs: Mapping[FieldKey, _Need], fills: Mapping[FieldKey, str]
) -> dict[FieldKey, JsonValue]:
    """What existing rows get, None where that is not known but has to be."""
    for entity, name in fills.keys() - needs.keys():
        raise UnknownFill(field=name).at(f"entity `{entity}`")
    found: dict[FieldKey, JsonValue] = {}
    for key, need in needs.items():
        if key in fills:
            found[key] = read_fill(need.field, fills[key])
        elif need.is_urgent:
            found[key] = need.field.default
    return found


def _filling(values: Mapping[FieldKey, JsonValue]) -> Callable[[Column], JsonValue]:
    def fill(column: Column) -> JsonValue:
        name = column.field.name if column.field else ""
        return values.get((column.entity, name))

    return fill


def _refilling(column: Column) -> JsonValue:
    """What a column gets that comes back empty on the way down."""
    return None if column.optional or column.field is None else neutral_value(column.field)


def _check_unique(needs: Mapping[FieldKey, _Need]) -> None:
    for (entity, name), need in needs.items():
        if need.is_new and need.field.unique and not need.field.optional:
            raise OneValueForUnique(field=name).at(f"entity `{entity}`")


def _check_types(before: Blueprint, after: Blueprint, names: Names) -> None:
    for entity in before.entities.values():
        kept = after.entities.get(names.entity(entity.name))
        fields = {field.name: field for field in kept.fields} if kept else {}
        for old in entity.fields:
            new = fields.get(names.field(entity.name, old.name))
            if kept is None or new is None:
                continue
            moved = new.is_reference and names.entity(old.target) != new.target
            if moved or not can_convert(old, new):
                error = CannotConvert(field=new.name, old=_type(old), new=_type(new))
                raise error.at(f"entity `{kept.name}`")


def _type(field: Field) -> str:
    return f"{field.type}:{field.target}" if field.target else str(field.type)


def _losses(old: Tables, new: Tables) -> Iterator[str]:
    for key, table in old.items():
        if key not in new:
            yield _loss_of_table(table.name)
            continue
        for name, column in table.columns.items():
            kept = new[key].columns.get(name)
            if kept is None and name == DELETED_AT:
                yield f"the deleted rows of `{table.name}`, which could be restored"
                continue
            if kept is None:
                yield f"the column `{table.name}.{column.name}` and what is in it"
                continue
            before, after = scale_of(column.type), scale_of(kept.type)
            if before is not None and after is not None and after < before:
                digits = f"after the point beyond {after}" if after else "after the point"
                yield f"the digits of `{table.name}.{column.name}` {digits}"


def _loss_of_table(name: str) -> str:
    loss = f"the table `{name}` and what is in it"
    return f"{loss}, but for {_SAVED[name]}" if name in _SAVED else loss
