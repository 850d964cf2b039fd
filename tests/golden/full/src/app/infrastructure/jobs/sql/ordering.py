"""Jobs with one ordering key stand in a line, of which only the first may run.

Their numbers are the order. Transactions that do not see each other may give the same number, and
one of them may commit when a job behind its own runs already: so it counts too that none runs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.record import Status
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.terms import ID, NOT_BEGUN, has

_UNFINISHED: Final = (*NOT_BEGUN, Status.RUNNING)
_LINE = sa.bindparam("_line", type_=types.String(255))
_NUMBER = sa.bindparam("_number", type_=sa.BigInteger())
_OTHER = JOBS.alias("other")
_IS_BEFORE = sa.or_(
    _OTHER.c.status == Status.RUNNING.value,
    _OTHER.c.ordering_number < JOBS.c.ordering_number,
    sa.and_(_OTHER.c.ordering_number == JOBS.c.ordering_number, _OTHER.c.id < JOBS.c.id),
)
_BEFORE = (
    sa.select(_OTHER.c.id)
    .where(
        _OTHER.c.ordering_key == JOBS.c.ordering_key,
        _OTHER.c.status.in_([status.value for status in _UNFINISHED]),
        _IS_BEFORE,
    )
    .correlate(JOBS)
)
# That a waiting job is not held back.
IS_FIRST: Final = sa.or_(JOBS.c.ordering_key.is_(None), ~_BEFORE.exists())


def _last(status: Status) -> sa.ScalarSelect[int | None]:
    last = sa.select(sa.func.max(JOBS.c.ordering_number))
    return last.where(JOBS.c.ordering_key == _LINE, has(status)).scalar_subquery()


# One look at the end of an index for each: a line may be long.
_LAST = sa.select(*(_last(status) for status in _UNFINISHED))
_DEAD = (
    sa.select(JOBS.c.id, JOBS.c.ordering_key)
    .where(has(Status.DEAD), JOBS.c.ordering_key.is_not(None))
    .order_by(JOBS.c.created_at, JOBS.c.ordering_number, JOBS.c.id)
    .with_for_update()
)
_MOVE = sa.update(JOBS).where(JOBS.c.id == ID).values(ordering_number=_NUMBER)


def line_up(keys: Sequence[str | None], connection: Connection) -> Iterator[int | None]:
    """Yield the numbers of new jobs with these keys: those at the ends of their lines."""
    last: dict[str, int] = {}
    for key in keys:
        if key is None:
            yield None
        else:
            before = last[key] if key in last else _find_last(key, connection)
            last[key] = before + 1
            yield last[key]


def line_up_again(wanted: Sequence[sa.ColumnElement[bool]], connection: Connection) -> None:
    """Move dead jobs that are wanted to the ends of their lines."""
    rows = connection.execute(_DEAD.where(*wanted)).all()
    numbers = line_up([row.ordering_key for row in rows], connection)
    moves = [{"_id": row.id, "_number": number} for row, number in zip(rows, numbers, strict=True)]
    if moves:
        connection.execute(_MOVE, moves)


def _find_last(key: str, connection: Connection) -> int:
    return max(number or 0 for number in connection.execute(_LAST, {"_line": key}).one())
