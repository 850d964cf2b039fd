"""What PostgreSQL's error codes say (appendix A of its manual)."""

from sqlalchemy.exc import DBAPIError

from app.infrastructure.database.violations import Kind, Violation

_REFERENCE = "23503"
# No connection, nobody who may have one, no such database, a server that stops.
_CONNECTION_CLASSES = ("08", "28", "3D", "57P")


def explain(error: DBAPIError) -> Violation | None:
    """Read an error of asyncpg, which SQLAlchemy keeps as the cause of its own."""
    cause = error.orig.__cause__ if error.orig is not None else None
    code = getattr(cause, "sqlstate", None)
    if not isinstance(code, str):
        return None
    constraint = getattr(cause, "constraint_name", None)
    if code == _REFERENCE:
        still = "still referenced" in str(getattr(cause, "detail", ""))
        return Violation(Kind.STILL_REFERENCED if still else Kind.MISSING_REFERENCE, constraint)
    if code.startswith(_CONNECTION_CLASSES):
        return Violation(Kind.CONNECTION)
    kind = _KINDS.get(code)
    return None if kind is None else Violation(kind, constraint)


_KINDS = {
    "23001": Kind.STILL_REFERENCED,
    "23505": Kind.UNIQUE,
    "23514": Kind.CHECK,
    "22001": Kind.RANGE,
    "22003": Kind.RANGE,
    "22008": Kind.RANGE,
    "40001": Kind.BUSY,
    "40P01": Kind.BUSY,
    "53300": Kind.BUSY,
    "55P03": Kind.BUSY,
    "57014": Kind.TOO_SLOW,
}
