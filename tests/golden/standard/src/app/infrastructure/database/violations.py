"""Database errors in the words of the domain.

Each dialect reads what its driver says into a `Violation`; the names of constraints tell which
fields are concerned, because tables name them `<kind>_<table>_<field>`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError

from app.domain.errors import Conflict, DomainError, FieldError, Invalid, Timeout, Unavailable
from app.infrastructure.database.metadata import METADATA

# The code of the error for a database that is not there, or lets nobody in.
UNREACHABLE: Final = "database_unreachable"


class Kind(Enum):
    """What a database refuses."""

    UNIQUE = auto()
    MISSING_REFERENCE = auto()
    STILL_REFERENCED = auto()
    REFERENCE = auto()
    CHECK = auto()
    RANGE = auto()
    BUSY = auto()
    TOO_SLOW = auto()
    CONNECTION = auto()


@dataclass(frozen=True, slots=True)
class Violation:
    """What was refused, and by which constraint or columns where the driver tells."""

    kind: Kind
    constraint: str | None = None
    columns: tuple[str, ...] = ()


Explain = Callable[[DBAPIError], Violation | None]


@contextmanager
def domain_errors(explain: Explain) -> Iterator[None]:
    """Raise a `DomainError` for every error that `explain` understands; others pass as they are."""
    try:
        yield
    except DBAPIError as error:
        violation = explain(error)
        if violation is None and error.connection_invalidated:
            violation = Violation(Kind.CONNECTION)
        if violation is None:
            raise
        raise _to_domain_error(violation) from error
    except TimeoutError as error:
        raise _to_domain_error(Violation(Kind.TOO_SLOW)) from error
    except OSError as error:
        raise _to_domain_error(Violation(Kind.CONNECTION)) from error


def _to_domain_error(violation: Violation) -> DomainError:
    category, code, message = _MEANING[violation.kind]
    columns = violation.columns or _columns_of(violation.constraint)
    fields = [FieldError(column, code, message) for column in columns]
    subject = ", ".join(columns) if columns else "the data"
    return category(f"{subject} {message}", code=code, fields=fields)


_MEANING: dict[Kind, tuple[type[DomainError], str, str]] = {
    Kind.UNIQUE: (Conflict, "already_exists", "is already taken"),
    Kind.MISSING_REFERENCE: (
        Conflict,
        "missing_reference",
        "refers to something that does not exist",
    ),
    Kind.STILL_REFERENCED: (Conflict, "still_referenced", "is still referred to"),
    Kind.REFERENCE: (
        Conflict,
        "broken_reference",
        "refers to something that does not exist, or is still referred to",
    ),
    Kind.CHECK: (Invalid, "check_failed", "is not allowed by the database"),
    Kind.RANGE: (Invalid, "out_of_range", "does not fit into its column"),
    Kind.BUSY: (Unavailable, "database_busy", "cannot be reached: the database is busy"),
    Kind.TOO_SLOW: (Timeout, "database_timeout", "took too long in the database"),
    Kind.CONNECTION: (
        Unavailable,
        UNREACHABLE,
        "cannot be reached: no database answers",
    ),
}


def _columns_of(constraint: str | None) -> tuple[str, ...]:
    return _constraints().get(constraint, ()) if constraint else ()


@cache
def _constraints() -> dict[str, tuple[str, ...]]:
    """Return the columns of every named constraint and unique index."""
    found: dict[str, tuple[str, ...]] = {}
    for table in METADATA.tables.values():
        for constraint in table.constraints:
            named = constraint.info.get("columns")
            if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint):
                named = named or constraint.columns.keys()
            if named:
                found[str(constraint.name)] = tuple(named)
        for index in table.indexes:
            if index.unique:
                found[str(index.name)] = tuple(index.info.get("columns", index.columns.keys()))
    return found
