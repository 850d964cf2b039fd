"""From the tables of one blueprint to those of another, in an order that every database takes.

1. A look at the rows, and an end of those that are only marked as deleted where nothing says so any
   more; constraints, indexes and columns that go; then tables that go.
2. Tables and columns that are called otherwise.
3. New tables, new columns, values for the rows that are there.
4. Columns that change; then new constraints and indexes.

A name is free again before something else takes it, and SQLite builds no table more than twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from arcana_gen.blueprint.fields import FieldType
from arcana_gen.blueprint.identifiers import MAX_IDENTIFIER
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.schema.columns import scale_of, shortened
from arcana_gen.blueprint.schema.operations import (
    Action,
    AddColumn,
    AddDeletedAt,
    AlterColumn,
    AlterTable,
    CreateCheck,
    CreateForeignKey,
    CreateIndex,
    CreateLink,
    CreateLivingUnique,
    CreateTable,
    CreateUnique,
    DropColumn,
    DropConstraint,
    DropDeletedAt,
    DropIndex,
    DropTable,
    Fill,
    Operation,
    Purge,
    RenameColumn,
    RenameTable,
    Require,
    RequireLength,
    Rescale,
)
from arcana_gen.blueprint.schema.tables import (
    DELETED_AT,
    Column,
    Constraint,
    Key,
    Kind,
    Table,
)

Tables = Mapping[Key, Table]
FillOf = Callable[[Column], JsonValue]
"""The value for rows that have none; None where no value would be right."""

_BETWEEN = "between_"
_KINDS = (Kind.UNIQUE, Kind.LIVING_UNIQUE, Kind.INDEX, Kind.CHECK, Kind.FOREIGN_KEY)


def plan(
    before: Tables, after: Tables, fill_of: FillOf, *, may_stay_empty: bool
) -> tuple[Operation, ...]:
    """The operations; with `may_stay_empty`, a new column without a fill is left nullable."""
    pairs = [_Pair(before[key], table) for key, table in after.items() if key in before]
    steps: list[Operation] = [operation for pair in pairs for operation in pair.requirements()]
    # First what refers to others.
    steps += [operation for pair in pairs[::-1] for operation in pair.purges()]
    steps += [operation for pair in pairs for operation in pair.removals()]
    steps += [DropTable(table=table.name) for table in _only_in(before, after)[::-1]]
    steps += _table_renames(pairs)
    steps += [operation for pair in pairs for operation in pair.column_renames()]
    steps += [_creation(table) for table in _only_in(after, before)]
    for pair in pairs:
        steps += pair.additions(fill_of, may_stay_empty=may_stay_empty)
    return tuple(_merged(steps))


def _only_in(tables: Tables, others: Tables) -> list[Table]:
    return [table for key, table in tables.items() if key not in others]


def _creation(table: Table) -> Operation:
    if table.field is None:
        return CreateTable(entity=table.entity.name)
    return CreateLink(entity=table.entity.name, field=table.field.name)


def _table_renames(pairs: Iterable["_Pair"]) -> Iterator[Operation]:
    for rename in ordered_renames({pair.old.name: pair.new.name for pair in pairs}):
        yield RenameTable(table=rename.old, new=rename.new)


@dataclass(frozen=True, slots=True)
class Rename:
    """One step of renaming; `origin` is the name that it had at first."""

    old: str
    new: str
    origin: str


def ordered_renames(names: Mapping[str, str]) -> Iterator[Rename]:
    """The renames so that each name is free when it is taken; circles go over a name between."""
    left = {old: Rename(old, new, old) for old, new in names.items() if old != new}
    while left:
        free = next((step for step in left.values() if step.new not in left), None)
        if free is not None:
            yield left.pop(free.old)
            continue
        step = left.pop(next(iter(left)))
        between = f"{_BETWEEN}{step.old}"[:MAX_IDENTIFIER]
        yield Rename(step.old, between, step.origin)
        left[between] = Rename(between, step.new, step.origin)


def _merged(steps: Iterable[Operation]) -> Iterator[Operation]:
    """Changes of one table that follow each other become one, since SQLite copies it for each."""
    last: Operation | None = None
    for step in steps:
        if isinstance(step, AlterTable) and not step.actions:
            continue
        if (
            isinstance(last, AlterTable)
            and isinstance(step, AlterTable)
            and last.table == step.table
        ):
            last = AlterTable(table=last.table, actions=(*last.actions, *step.actions))
            continue
        if last is not None:
            yield last
        last = step
    if last is not None:
        yield last


class _Pair:
    """A table that was there before and stays."""

    def __init__(self, old: Table, new: Table) -> None:
        self.old = old
        self.new = new
        self._kept = [
            (old.columns[key], column) for key, column in new.columns.items() if key in old.columns
        ]

    def requirements(self) -> Iterator[Operation]:
        """What rows may break, of columns that have been there under their name."""
        if self.old.name != self.new.name:
            return
        same = [(old, new) for old, new in self._kept if old.name == new.name]
        for old, new in same:
            # The check of an enum says it better.
            is_enum = new.field is not None and new.field.type == FieldType.ENUM
            length = None if is_enum else shortened(old.type, new.type)
            if length is not None:
                yield RequireLength(table=self.new.name, column=new.name, length=length)
        alike = {new.name for old, new in same if scale_of(old.type) == scale_of(new.type)}
        for constraint in _missing(self.new.constraints, self.old.constraints):
            if constraint.kind == Kind.CHECK and constraint.column in alike:
                yield Require(
                    table=self.new.name,
                    name=constraint.name,
                    entity=constraint.entity,
                    field=constraint.field,
                )

    def purges(self) -> Iterator[Operation]:
        if DELETED_AT in self.old.columns and DELETED_AT not in self.new.columns:
            yield Purge(table=self.old.name)

    def removals(self) -> Iterator[Operation]:
        gone = _missing(self.old.constraints, self.new.constraints)
        actions = [_removal(constraint) for constraint in _sorted(gone, list(Kind))]
        actions += [
            DropDeletedAt() if key == DELETED_AT else DropColumn(name=column.name)
            for key, column in self.old.columns.items()
            if key not in self.new.columns
        ]
        yield AlterTable(table=self.old.name, actions=tuple(actions))

    def column_renames(self) -> Iterator[Operation]:
        columns = {old.name: old for old, _ in self._kept}
        for rename in ordered_renames({old.name: new.name for old, new in self._kept}):
            column = columns[rename.origin]
            yield RenameColumn(
                table=self.new.name,
                column=rename.old,
                new=rename.new,
                entity=column.entity,
                field=column.field.name if column.field else "",
                nullable=column.optional,
            )

    def additions(self, fill_of: FillOf, *, may_stay_empty: bool) -> Iterator[Operation]:
        added = [column for key, column in self.new.columns.items() if key not in self.old.columns]
        fills = {column.name: fill_of(column) for column in added}
        required = [
            column
            for column in added
            if not column.optional and not (may_stay_empty and fills[column.name] is None)
        ]
        yield AlterTable(table=self.new.name, actions=tuple(_addition(column) for column in added))
        for column in added:
            if (value := fills[column.name]) is not None:
                yield self._fill(column, value)
        yield from self._conversions(fill_of)
        actions = [_required(column) for column in required]
        actions += self._alterations()
        new = _missing(self.new.constraints, self.old.constraints)
        actions += [_constraint(constraint) for constraint in _sorted(new, _KINDS)]
        yield AlterTable(table=self.new.name, actions=tuple(actions))

    def _fill(self, column: Column, value: JsonValue) -> Operation:
        return Fill(
            table=self.new.name,
            column=column.name,
            entity=column.entity,
            field=column.field.name if column.field else "",
            value=value,
        )

    def _conversions(self, fill_of: FillOf) -> Iterator[Operation]:
        for old, new in self._kept:
            if old.field is None or new.field is None:
                continue
            if old.optional and not new.optional and (value := fill_of(new)) is not None:
                yield self._fill(new, value)
            scales = {scale_of(old.type), scale_of(new.type)}
            if len(scales) > 1 and None not in scales:
                yield Rescale(
                    table=self.new.name,
                    column=new.name,
                    entity=new.entity,
                    field=new.field.name,
                    old_entity=old.entity,
                    old_field=old.field.name,
                )

    def _alterations(self) -> Iterator[Action]:
        for old, new in self._kept:
            if old.field is None or new.field is None:
                continue
            if old.type != new.type or old.optional != new.optional:
                yield AlterColumn(
                    name=new.name,
                    entity=new.entity,
                    field=new.field.name,
                    old_entity=old.entity,
                    old_field=old.field.name,
                    retyped=old.type != new.type,
                    old_nullable=old.optional,
                    nullable=new.optional,
                )


def _missing(
    constraints: Mapping[str, Constraint], others: Mapping[str, Constraint]
) -> list[Constraint]:
    """Those that the others do not have, or have with another meaning."""
    return [
        found
        for name, found in constraints.items()
        if name not in others or others[name].meaning != found.meaning
    ]


def _sorted(constraints: Iterable[Constraint], kinds: Sequence[Kind]) -> list[Constraint]:
    return sorted(constraints, key=lambda constraint: kinds.index(constraint.kind))


def _removal(constraint: Constraint) -> Action:
    if constraint.kind in {Kind.INDEX, Kind.LIVING_UNIQUE}:
        return DropIndex(name=constraint.name)
    return DropConstraint(name=constraint.name, type=str(constraint.kind))


def _constraint(constraint: Constraint) -> Action:
    name, column = constraint.name, constraint.column
    if constraint.kind == Kind.UNIQUE:
        return CreateUnique(name=name, column=column)
    if constraint.kind == Kind.LIVING_UNIQUE:
        return CreateLivingUnique(name=name, column=column)
    if constraint.kind == Kind.INDEX:
        return CreateIndex(name=name, column=column)
    if constraint.kind == Kind.CHECK:
        return CreateCheck(name=name, entity=constraint.entity, field=constraint.field)
    return CreateForeignKey(
        name=name, column=column, target=constraint.target, on_delete=constraint.on_delete
    )


def _addition(column: Column) -> Action:
    if column.name == DELETED_AT:
        return AddDeletedAt()
    name = column.field.name if column.field else ""
    return AddColumn(name=column.name, entity=column.entity, field=name)


def _required(column: Column) -> Action:
    name = column.field.name if column.field else ""
    return AlterColumn(
        name=column.name,
        entity=column.entity,
        field=name,
        old_entity="",
        old_field="",
        retyped=False,
        old_nullable=True,
        nullable=False,
    )
