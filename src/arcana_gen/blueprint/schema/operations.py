"""The steps of a migration, as data; the template spells them (`includes/migrations.jinja`).

`entity` and `field` name where the template finds the column's type or the constraint's rule: in
the blueprint that the migration leads to, or, where it is said, in the one it comes from.
"""

from dataclasses import asdict, dataclass
from typing import TypeAlias

from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import snake


@dataclass(frozen=True, slots=True, kw_only=True)
class DropConstraint:
    """Drop a constraint; `type` is Alembic's word for its kind."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropIndex:
    """Drop an index."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropColumn:
    """Drop a column."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddColumn:
    """Add a column, which is empty at first."""

    name: str
    entity: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterColumn:
    """Change the type of a column (`retyped`), or whether it may be empty.

    `old_entity` and `old_field` name its type before; they are empty where it is the same.
    """

    name: str
    entity: str
    field: str
    old_entity: str
    old_field: str
    retyped: bool
    old_nullable: bool
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateUnique:
    """Create a unique constraint."""

    name: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateLivingUnique:
    """Create an index that is unique among the rows that are not deleted."""

    name: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDeletedAt:
    """Let rows be marked as deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDeletedAt:
    """Let rows be marked as deleted no more; those that are must be gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIndex:
    """Create an index."""

    name: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCheck:
    """Create the check of this name."""

    name: str
    entity: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateForeignKey:
    """Create a foreign key to the identifiers of a table."""

    name: str
    column: str
    target: str
    on_delete: str


Action: TypeAlias = (
    DropConstraint
    | DropIndex
    | DropColumn
    | AddColumn
    | AlterColumn
    | AddDeletedAt
    | DropDeletedAt
    | CreateUnique
    | CreateLivingUnique
    | CreateIndex
    | CreateCheck
    | CreateForeignKey
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Require:
    """Stop before anything has changed while rows break the check of this name."""

    table: str
    name: str
    entity: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequireLength:
    """Stop before anything has changed while a text is longer than its column will be."""

    table: str
    column: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """Delete for good the rows that are marked as deleted."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTable:
    """Create the table of an entity with all it has but its links."""

    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateLink:
    """Create the table of a `refs` field."""

    entity: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOptionTable:
    """Create a table that an option of the template brings, with all it has."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTable:
    """Drop a table."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTable:
    """Rename a table; its columns, constraints and indexes keep their names."""

    table: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameColumn:
    """Rename a column; `entity` and `field` are of the blueprint that the migration comes from."""

    table: str
    column: str
    new: str
    entity: str
    field: str
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescale:
    """Let exact numbers keep their value where they are stored as numbers of smallest units."""

    table: str
    column: str
    entity: str
    field: str
    old_entity: str
    old_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Give the rows that have no value this one, which is in its stored form."""

    table: str
    column: str
    entity: str
    field: str
    value: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterTable:
    """Change a table, in this order."""

    table: str
    actions: tuple[Action, ...]


Operation: TypeAlias = (
    Require
    | RequireLength
    | Purge
    | CreateTable
    | CreateLink
    | CreateOptionTable
    | DropTable
    | RenameTable
    | RenameColumn
    | Rescale
    | Fill
    | AlterTable
)


def operation_to_data(operation: Operation) -> dict[str, JsonValue]:
    """The operation as the template reads it: its values, and its kind in snake_case."""
    if isinstance(operation, AlterTable):
        actions: list[JsonValue] = [_to_data(action) for action in operation.actions]
        return {"kind": "alter_table", "table": operation.table, "actions": actions}
    return _to_data(operation)


def _to_data(step: Operation | Action) -> dict[str, JsonValue]:
    return {"kind": snake(type(step).__name__), **asdict(step)}
