"""What is declared about the fields of an entity."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.paging import Operator

EQUALITY = frozenset({Operator.EQ, Operator.NE, Operator.IN})
ORDER = EQUALITY | {Operator.LT, Operator.LTE, Operator.GT, Operator.GTE}
MEMBERSHIP = frozenset({Operator.EQ})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListField:
    """How one field is filtered and sorted."""

    parse: Callable[[str], object]
    print: Callable[[object], str]
    schema: Mapping[str, str]
    operators: frozenset[Operator] = ORDER
    sortable: bool = True
    nullable: bool = False

    @property
    def allowed(self) -> frozenset[Operator]:
        """Return the operators, with `NULL` where the field may be missing."""
        return self.operators | {Operator.NULL} if self.nullable else self.operators


ListFields: TypeAlias = Mapping[str, ListField]
