"""What migrations do to tables beyond Alembic's own operations, the same on every database."""

import decimal
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine


def add_check(table: BatchOperations, check: sa.CheckConstraint) -> None:
    """Add a check that `constraints` built."""
    table.create_check_constraint(str(check.name), check.sqltext)


def fill(table: str, column: str, value: object, *, type_: TypeEngine[Any]) -> None:
    """Give the rows without a value this one."""
    target = sa.column(column, type_)
    op.execute(sa.update(sa.table(table, target)).where(target.is_(None)).values({column: value}))


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
    value: sa.ColumnElement[int] = sa.column(column, sa.BigInteger())
    if before > after:
        # Halves go away from zero, as in databases that know decimals.
        parts = before // after
        half = sa.case((value < 0, -(parts // 2)), else_=parts // 2)
        changed = (value + half) // parts
    else:
        changed = value * (after // before)
    op.execute(sa.update(sa.table(table, sa.column(column))).values({column: changed}))


def _unit(type_: TypeEngine[Any], dialect: Dialect) -> int:
    """Return how a one is stored."""
    process = type_.dialect_impl(dialect).bind_processor(dialect)
    return int(process(decimal.Decimal(1))) if process else 1
