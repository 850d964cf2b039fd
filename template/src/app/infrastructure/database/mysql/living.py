"""Rows that can be deleted and restored: what their tables need."""

from typing import Any

import sqlalchemy as sa

from app.infrastructure.database.mysql import types

# No index of MariaDB has a condition. Nothing is the same as NULL in a unique index, so this column
# takes the rows that are deleted out of it. No field can be called like that.
_LIVING = "_living"


def columns() -> tuple[sa.Column[Any], ...]:
    """Return the column that says since when a row is deleted, and one that follows from it."""
    is_living = sa.Computed("CASE WHEN deleted_at IS NULL THEN 1 END", persisted=True)
    return (
        sa.Column("deleted_at", types.UtcDateTime(), nullable=True),
        sa.Column(_LIVING, sa.SmallInteger(), is_living),
    )


def unique(column: str, *, name: str) -> sa.Index:
    """Refuse a value that another row has which is not deleted."""
    return sa.Index(name, column, _LIVING, unique=True, info={"columns": (column,)})
