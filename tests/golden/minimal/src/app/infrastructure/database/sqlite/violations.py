"""What SQLite's error messages say."""

import re
import sqlite3

from sqlalchemy.exc import DBAPIError

from app.infrastructure.database.violations import Kind, Violation

_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_CHECK = re.compile(r"CHECK constraint failed: (\S+)")


def explain(error: DBAPIError) -> Violation | None:
    """Read an error of the `sqlite3` module."""
    message = str(error.orig)
    if match := _UNIQUE.search(message):
        columns = (column.rpartition(".")[2] for column in match[1].split(", "))
        return Violation(Kind.UNIQUE, columns=tuple(columns))
    if match := _CHECK.search(message):
        return Violation(Kind.CHECK, constraint=match[1])
    if isinstance(error.orig, OverflowError):
        return Violation(Kind.RANGE)
    if isinstance(error.orig, sqlite3.Error):
        return _BY_NAME.get(error.orig.sqlite_errorname)
    return None


_BY_NAME = {
    "SQLITE_CONSTRAINT_FOREIGNKEY": Violation(Kind.REFERENCE),
    "SQLITE_CONSTRAINT_TRIGGER": Violation(Kind.REFERENCE),
    "SQLITE_BUSY": Violation(Kind.BUSY),
    "SQLITE_BUSY_SNAPSHOT": Violation(Kind.BUSY),
    "SQLITE_LOCKED": Violation(Kind.BUSY),
    "SQLITE_INTERRUPT": Violation(Kind.TOO_SLOW),
    "SQLITE_CANTOPEN": Violation(Kind.CONNECTION),
    "SQLITE_FULL": Violation(Kind.CONNECTION),
    "SQLITE_NOTADB": Violation(Kind.CONNECTION),
    "SQLITE_READONLY": Violation(Kind.CONNECTION),
}
