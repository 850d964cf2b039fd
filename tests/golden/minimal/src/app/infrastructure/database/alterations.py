"""What migrations do to tables beyond Alembic's own operations, the same on every database."""

import decimal
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from app.domain.errors import Conflict


def require(table: str, check: sa.CheckConstraint) -> None:
    """Raise `Conflict` while rows break a check, before the migration has changed anything."""
    _refuse(table, sa.not_(check.sqltext), f"break {check.name}")


def require_length(table: str, column: str, length: int) -> None:
    """Raise `Conflict` while texts are longer: not every database refuses to cut them."""
    is_longer = sa.column(column, sa.String()).like("_" * (length + 1) + "%")
    _refuse(table, is_longer, f"have more than {length} characters in {column}")


def add_check(table: BatchOperations, check: sa.CheckConstraint) -> None:
    """Add a check that `constraints` built."""
    table.create_check_constraint(str(check.name), check.sqltext)


def add_columns(table: BatchOperations, columns: Iterable[sa.Column[Any]]) -> None:
    """Add columns that `living` built."""
    for column in columns:
        table.add_column(column)


def drop_columns(table: BatchOperations, columns: Sequence[sa.Column[Any]]) -> None:
    """Drop columns that `living` built, those first that follow from others."""
    for column in reversed(columns):
        table.drop_column(column.name)


def add_index(table: BatchOperations, index: sa.Index) -> None:
    """Add an index that `living` built."""
    columns = [str(column) for column in index.expressions]
    table.create_index(str(index.name), columns, unique=index.unique, **index.dialect_kwargs)


def purge(table: str) -> None:
    """Delete for good what is marked as deleted; raise `Conflict` while other rows refer to it.

    No row goes that nobody has deleted: only links do, where that is their rule.
    """
    bind = op.get_bind()
    inspector = sa.inspect(bind)
    is_deleted = sa.column("deleted_at").is_not(None)
    for other in inspector.get_table_names():
        links = inspector.get_pk_constraint(other)["constrained_columns"]
        for key in inspector.get_foreign_keys(other):
            [column, *_] = key["constrained_columns"]
            if key["referred_table"] != table:
                continue
            if other == table:
                cleared = sa.update(sa.table(table, sa.column(column))).where(is_deleted)
                bind.execute(cleared.values({column: None}))
            elif column in links and key["options"].get("ondelete") == "CASCADE":
                bind.execute(sa.delete(sa.table(other)).where(_refers(column, table, is_deleted)))
            _refuse(other, _refers(column, table, is_deleted), f"refer to deleted rows of {table}")
    bind.execute(sa.delete(sa.table(table)).where(is_deleted))


def _refers(column: str, table: str, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    identity: sa.ColumnElement[Any] = sa.column("id")
    found = sa.select(identity).select_from(sa.table(table)).where(condition)
    return sa.column(column).in_(found)


def fill(
    table: str, column: str, *, value: object, type_: TypeEngine[Any], target: str = ""
) -> None:
    """Give the rows without a value this one, which must be in `target` if there is one."""
    filled = sa.column(column, type_)
    if target:
        identity = sa.column("id", type_)
        there = sa.exists().select_from(sa.table(target, identity)).where(identity == value)
        _refuse(table, sa.and_(filled.is_(None), ~there), f"would refer to nothing in {target}")
    op.execute(sa.update(sa.table(table, filled)).where(filled.is_(None)).values({column: value}))


def rename_table(old: str, new: str) -> None:
    """Rename a table, and its primary key where that is called after it."""
    op.rename_table(old, new)
    key = sa.inspect(op.get_bind()).get_pk_constraint(new).get("name")
    if key == f"{old}_pkey":
        op.execute(sa.text(f"ALTER TABLE {new} RENAME CONSTRAINT {key} TO {new}_pkey"))


def rescale(table: str, column: str, *, old: TypeEngine[Any], new: TypeEngine[Any]) -> None:
    """Keep the values of exact numbers where they are stored as numbers of smallest units."""
    dialect = op.get_context().dialect
    before, after = _unit(old, dialect), _unit(new, dialect)
    if before == after:
        return
    value = sa.column(column, sa.BigInteger())
    changed: sa.ColumnElement[Any] = value * (after // before)
    if before > after:
        # Halves go away from zero, as in databases that know decimals.
        parts = before // after
        half = sa.case((value < 0, -(parts // 2)), else_=parts // 2)
        changed = (value + half) // parts
    digits = getattr(new, "precision", None)
    if digits is not None:
        _refuse(table, sa.func.abs(changed) >= 10**digits, f"have too many digits in {column}")
    op.execute(sa.update(sa.table(table, sa.column(column))).values({column: changed}))


def _unit(type_: TypeEngine[Any], dialect: Dialect) -> int:
    """Return how a one is stored."""
    process = type_.dialect_impl(dialect).bind_processor(dialect)
    return int(process(decimal.Decimal(1))) if process else 1


def _refuse(table: str, condition: sa.ColumnElement[bool], problem: str) -> None:
    rows = sa.select(sa.func.count()).select_from(sa.table(table)).where(condition)
    count = op.get_bind().execute(rows).scalar_one()
    if count:
        message = f"{count} rows of {table} {problem}: change them, then migrate again"
        raise Conflict(message, code="rows_in_the_way")
