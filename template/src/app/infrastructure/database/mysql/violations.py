"""What MySQL's and MariaDB's error numbers say."""

import re

from sqlalchemy.exc import DBAPIError

from app.infrastructure.database.violations import Kind, Violation

_KEY = re.compile(r"for key '(?:[^'.]+\.)?([^']+)'")
_CONSTRAINT = re.compile(r"(?:CONSTRAINT|constraint) [`']([^`']+)[`']")


def explain(error: DBAPIError) -> Violation | None:
    """Read an error of asyncmy: a number and a message."""
    arguments = error.orig.args if error.orig is not None else ()
    number = arguments[0] if arguments else None
    kind = _KINDS.get(number) if isinstance(number, int) else None
    if kind is None:
        return None
    message = str(arguments[1:])
    match = (_KEY if kind is Kind.UNIQUE else _CONSTRAINT).search(message)
    return Violation(kind, constraint=match[1] if match else None)


_KINDS = {
    1062: Kind.UNIQUE,
    1451: Kind.STILL_REFERENCED,
    1452: Kind.MISSING_REFERENCE,
    3819: Kind.CHECK,
    4025: Kind.CHECK,
    1264: Kind.RANGE,
    1292: Kind.RANGE,
    1406: Kind.RANGE,
    1040: Kind.BUSY,
    1205: Kind.BUSY,
    1213: Kind.BUSY,
    1969: Kind.TOO_SLOW,
    3024: Kind.TOO_SLOW,
    1044: Kind.CONNECTION,
    1045: Kind.CONNECTION,
    1049: Kind.CONNECTION,
    1053: Kind.CONNECTION,
    1130: Kind.CONNECTION,
    1698: Kind.CONNECTION,
    1927: Kind.CONNECTION,
    2002: Kind.CONNECTION,
    2003: Kind.CONNECTION,
    2006: Kind.CONNECTION,
    2013: Kind.CONNECTION,
}
