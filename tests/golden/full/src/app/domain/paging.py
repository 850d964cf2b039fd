"""How lists are asked for and answered, whatever the interface and the database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Operator(StrEnum):
    """How a filter compares; the value is the suffix of the parameter, as in `total__gte`."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    IN = "in"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; conditions are joined by *and*. `IN` takes a tuple, `NULL` a bool."""

    field: str
    operator: Operator
    value: object


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort key. Missing values count as the largest."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which part of a list.

    `sort` ends with `id`, so that the order is total. Give either `after`, the values of the sort
    keys of the last item seen (keyset paging), or `offset`, which also counts the total.
    """

    limit: int
    sort: tuple[Sort, ...] = (Sort("id"),)
    filters: tuple[Filter, ...] = ()
    after: tuple[object, ...] | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """A part of a list. `more` tells whether something follows; `total` is known with an offset only."""

    items: tuple[Item, ...]
    more: bool
    total: int | None = None
