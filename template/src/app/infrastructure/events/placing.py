"""Giving events their positions, and forgetting the oldest."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import EVENT_POSITIONS, EVENTS
from app.infrastructure.events.stored import COLUMNS, StoredEvent, to_event

# How many events one transaction changes: others want their turn.
_BATCH: Final = 500
# The row that counts positions; those of subscribers have other names.
LAST: Final = "(last)"

_KEPT: sa.BindParameter[float] = sa.bindparam("_kept", type_=types.Float())
_POSITION = sa.bindparam("_position", type_=sa.BigInteger())
_NUMBERS = sa.bindparam("_numbers", expanding=True, type_=types.SequenceNumber())

_COUNTER = sa.select(EVENT_POSITIONS.c.position).where(EVENT_POSITIONS.c.name == LAST)
_COUNTER_ALONE = _COUNTER.with_for_update(skip_locked=True)
_COUNT_ON = (
    sa.update(EVENT_POSITIONS).where(EVENT_POSITIONS.c.name == LAST).values(position=_POSITION)
)
_BEGIN = queueing.insert_new(EVENT_POSITIONS).values(name=LAST, position=0)
_IS_NEW = EVENTS.c.position.is_(None)
_ANY_NEW = sa.select(sa.exists().where(_IS_NEW))
_NEW = sa.select(EVENTS.c.number, *COLUMNS).where(_IS_NEW).order_by(EVENTS.c.number).limit(_BATCH)
_PLACE = (
    sa.update(EVENTS)
    .where(EVENTS.c.number == sa.bindparam("_number", type_=types.SequenceNumber()))
    .values(position=_POSITION)
)
_OLD = (
    sa.select(EVENTS.c.number)
    .where(EVENTS.c.position <= _POSITION, EVENTS.c.recorded_at <= queueing.instant(-_KEPT))
    .order_by(EVENTS.c.position)
    .limit(_BATCH)
)
_FORGET = sa.delete(EVENTS).where(EVENTS.c.number.in_(_NUMBERS))


def any_new(connection: Connection) -> bool:
    """Return whether events wait for their positions."""
    return bool(connection.execute(_ANY_NEW).scalar_one())


def begin(connection: Connection) -> None:
    """Begin to count, unless that was done before."""
    if connection.execute(_COUNTER).one_or_none() is None:
        connection.execute(_BEGIN)


def place(connection: Connection) -> Sequence[StoredEvent]:
    """Give the oldest new events their positions; none while another process does so."""
    last = connection.execute(_COUNTER_ALONE).scalar_one_or_none()
    if last is None:
        return []
    rows = connection.execute(_NEW).all()
    if not rows:
        return []
    positions = range(last + 1, last + 1 + len(rows))
    placed = zip(rows, positions, strict=True)
    connection.execute(_PLACE, [{"_number": row.number, "_position": at} for row, at in placed])
    connection.execute(_COUNT_ON, {"_position": positions[-1]})
    return [to_event(row) for row in rows]


def purge(kept: float, position: int, connection: Connection) -> int:
    """Forget events up to a position that were kept for so many seconds; return how many."""
    old = {"_kept": kept, "_position": position}
    numbers = connection.execute(_OLD, old).scalars().all()
    if numbers:
        connection.execute(_FORGET, {"_numbers": numbers})
    return len(numbers)


def last_position(connection: Connection) -> int:
    """Return the position of the newest event that has one."""
    return int(connection.execute(_COUNTER).scalar_one_or_none() or 0)
