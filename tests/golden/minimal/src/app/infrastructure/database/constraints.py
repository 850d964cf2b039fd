"""Check constraints with values written as the column's type writes them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine


def at_least(
    column: str, bound: object, *, type_: TypeEngine[Any], name: str
) -> sa.CheckConstraint:
    """Refuse values below `bound`."""
    return _check(column, sa.column(column, type_) >= sa.literal(bound, type_), name)


def at_most(column: str, bound: object, *, type_: TypeEngine[Any], name: str) -> sa.CheckConstraint:
    """Refuse values above `bound`."""
    return _check(column, sa.column(column, type_) <= sa.literal(bound, type_), name)


def one_of(column: str, values: Sequence[str], *, name: str) -> sa.CheckConstraint:
    """Refuse texts that are not among `values`."""
    return _check(column, sa.column(column, sa.String()).in_(values), name)


def _check(column: str, condition: sa.ColumnElement[bool], name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name, info={"columns": (column,)})
