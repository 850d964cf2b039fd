"""Rows that can be deleted and restored: what their tables need."""

import datetime as dt

import sqlalchemy as sa

from app.infrastructure.database.postgresql import types


def columns() -> tuple[sa.Column[dt.datetime]]:
    """Return the column that says since when a row is deleted, if it is."""
    return (sa.Column("deleted_at", types.UtcDateTime(), nullable=True),)


def unique(column: str, *, name: str) -> sa.Index:
    """Refuse a value that another row has which is not deleted."""
    return sa.Index(name, column, unique=True, postgresql_where=sa.text("deleted_at IS NULL"))
