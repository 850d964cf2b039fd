"""Statements for lists: built once per shape of request, then reused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from app.domain.paging import Filter, Operator, PageRequest, Sort
from app.infrastructure.database.links import Link

_SHAPES = 128


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the text of a statement depends on; values are bound to it."""

    sort: tuple[Sort, ...]
    filters: tuple[tuple[str, Operator, object], ...]
    nulls_after: tuple[bool, ...] | None
    offset: bool


class ListStatements:
    """Builds and keeps the statements of one table."""

    def __init__(
        self, table: sa.Table, columns: Sequence[sa.Column[Any]], links: Sequence[Link]
    ) -> None:
        self._table = table
        self._columns = columns
        self._links: Mapping[str, Link] = {link.attribute: link for link in links}
        self._build = lru_cache(maxsize=_SHAPES)(self._build_uncached)

    def page(self, request: PageRequest) -> tuple[sa.Select[Any], dict[str, object]]:
        """Return the statement for one item more than the page holds, and its parameters."""
        values = _values(request)
        values["_limit"] = request.limit + 1
        if request.offset is not None:
            values["_offset"] = request.offset
        return self._build(_shape(request)), values

    def count(self, request: PageRequest) -> tuple[sa.Select[Any], dict[str, object]]:
        """Return the statement that counts everything the filters let through."""
        statement = sa.select(sa.func.count()).select_from(self._table)
        shape = _shape(request)
        return statement.where(*self._conditions(shape)), _values(request)

    def _build_uncached(self, shape: _Shape) -> sa.Select[Any]:
        statement = sa.select(*self._columns).where(*self._conditions(shape))
        if shape.nulls_after is not None:
            statement = statement.where(self._after(shape.sort, shape.nulls_after))
        for key in shape.sort:
            statement = statement.order_by(*self._order(key))
        statement = statement.limit(sa.bindparam("_limit", type_=sa.Integer()))
        if shape.offset:
            statement = statement.offset(sa.bindparam("_offset", type_=sa.Integer()))
        return statement

    def _conditions(self, shape: _Shape) -> list[sa.ColumnElement[bool]]:
        return [
            self._condition(field, operator, null, f"_filter{index}")
            for index, (field, operator, null) in enumerate(shape.filters)
        ]

    def _condition(
        self, field: str, operator: Operator, null: object, name: str
    ) -> sa.ColumnElement[bool]:
        if field in self._links:
            return self._table.c.id.in_(self._links[field].owners_of(name))
        column = self._table.c[field]
        if operator is Operator.NULL:
            return column.is_(None) if null else column.is_not(None)
        if operator is Operator.IN:
            return column.in_(sa.bindparam(name, type_=column.type, expanding=True))
        compare = _COMPARE[operator]
        return compare(column, sa.bindparam(name, type_=column.type))

    def _after(self, sort: Sequence[Sort], nulls: Sequence[bool]) -> sa.ColumnElement[bool]:
        """Return what is true behind the last item: a > x, or a = x and b > y, and so on."""
        branches: list[sa.ColumnElement[bool]] = []
        equal: list[sa.ColumnElement[bool]] = []
        for index, (key, null) in enumerate(zip(sort, nulls, strict=True)):
            column = self._table.c[key.field]
            bound = sa.bindparam(f"_after{index}", type_=column.type)
            branches.append(sa.and_(*equal, _beyond(column, bound, key, null=null)))
            equal.append(column.is_(None) if null else column == bound)
        return sa.or_(*branches)

    def _order(self, key: Sort) -> list[sa.ColumnElement[Any]]:
        column = self._table.c[key.field]
        keys = [column.is_(None), column] if column.nullable else [column]
        return [item.desc() if key.descending else item.asc() for item in keys]


def _beyond(
    column: sa.Column[Any], bound: sa.BindParameter[Any], key: Sort, *, null: bool
) -> sa.ColumnElement[bool]:
    """Compare with missing values as the largest."""
    if null:
        return column.is_not(None) if key.descending else sa.false()
    if key.descending:
        return column < bound
    return sa.or_(column > bound, column.is_(None)) if column.nullable else column > bound


def _shape(request: PageRequest) -> _Shape:
    after = request.after
    return _Shape(
        sort=request.sort,
        filters=tuple(_filter_shape(condition) for condition in request.filters),
        nulls_after=None if after is None else tuple(value is None for value in after),
        offset=request.offset is not None,
    )


def _filter_shape(condition: Filter) -> tuple[str, Operator, object]:
    null = condition.value if condition.operator is Operator.NULL else None
    return condition.field, condition.operator, null


def _values(request: PageRequest) -> dict[str, object]:
    values: dict[str, object] = {
        f"_filter{index}": condition.value
        for index, condition in enumerate(request.filters)
        if condition.operator is not Operator.NULL
    }
    for index, value in enumerate(request.after or ()):
        if value is not None:
            values[f"_after{index}"] = value
    return values


_COMPARE = {
    Operator.EQ: sa.Column.__eq__,
    Operator.NE: sa.Column.__ne__,
    Operator.LT: sa.Column.__lt__,
    Operator.LTE: sa.Column.__le__,
    Operator.GT: sa.Column.__gt__,
    Operator.GTE: sa.Column.__ge__,
}
