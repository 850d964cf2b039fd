"""Giving events their positions."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import EVENT_POSITIONS, EVENTS

# How many events one transaction changes: others want their turn.
_BATCH: Final = 500
# The row that counts positions; those of subscribers have other names.
LAST: Final = "(last)"

_POSITION = sa.bindparam("_position", type_=sa.BigInteger())

_COUNTER = sa.select(EVENT_POSITIONS.c.position).where(EVENT_POSITIONS.c.name == LAST)
_COUNTER_ALONE = _COUNTER.with_for_update(skip_locked=True)
_COUNT_ON = (
    sa.update(EVENT_POSITIONS).where(EVENT_POSITIONS.c.name == LAST).values(position=_POSITION)
)
_BEGIN = queueing.insert_new(EVENT_POSITIONS).values(name=LAST, position=0)
_IS_NEW = EVENTS.c.position.is_(None)
_ANY_NEW = sa.select(sa.exists().where(_IS_NEW))
_NEW = sa.select(EVENTS.c.number).where(_IS_NEW).order_by(EVENTS.c.number).limit(_BATCH)
_PLACE = (
    sa.update(EVENTS)
    .where(EVENTS.c.number == sa.bindparam("_number", type_=types.SequenceNumber()))
    .values(position=_POSITION)
)


def any_new(connection: Connection) -> bool:
    """Return whether events wait for their positions."""
    return bool(connection.execute(_ANY_NEW).scalar_one())


def begin(connection: Connection) -> None:
    """Begin to count, unless that was done before."""
    if connection.execute(_COUNTER).one_or_none() is None:
        connection.execute(_BEGIN)


def place(connection: Connection) -> int:
    """Give the oldest new events their positions, unless another process does so; return how many."""
    last = connection.execute(_COUNTER_ALONE).scalar_one_or_none()
    if last is None:
        return 0
    numbers = connection.execute(_NEW).scalars().all()
    if numbers:
        placed = enumerate(numbers, last + 1)
        connection.execute(_PLACE, [{"_number": one, "_position": at} for at, one in placed])
        connection.execute(_COUNT_ON, {"_position": last + len(numbers)})
    return len(numbers)


def last_position(connection: Connection) -> int:
    """Return the position of the newest event that has one."""
    return int(connection.execute(_COUNTER).scalar_one_or_none() or 0)
