"""Forgetting what nobody will ask for any more: the oldest events, and subscribers that are gone."""

from collections.abc import Collection
from itertools import takewhile
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import EVENT_POSITIONS, EVENTS
from app.infrastructure.events.placing import LAST, last_position

# How many events one transaction forgets: others want their turn.
_BATCH: Final = 500
# For so long events wait for a subscriber that no process knows, in seconds: a deployment that was
# taken back may come again.
_ABANDONED: Final = 7 * 86_400.0

_NAME = EVENT_POSITIONS.c.name
_SECONDS: sa.BindParameter[float] = sa.bindparam("_seconds", type_=types.Float())
_POSITION = sa.bindparam("_position", type_=sa.BigInteger())
_NAMES = sa.bindparam("_names", expanding=True, type_=types.String(100))
_NUMBERS = sa.bindparam("_numbers", expanding=True, type_=types.SequenceNumber())

_LIMIT = queueing.instant(-_SECONDS)
_ALL_TOLD = sa.select(sa.func.min(EVENT_POSITIONS.c.position))
# Whether they are old is no condition: with nothing old, all events would be read to find none.
_OLDEST = (
    sa.select(EVENTS.c.number, (EVENTS.c.recorded_at <= _LIMIT).label("is_old"))
    .where(EVENTS.c.position <= _POSITION)
    .order_by(EVENTS.c.position)
    .limit(_BATCH)
)
_FORGET = sa.delete(EVENTS).where(EVENTS.c.number.in_(_NUMBERS))
_NEXT_IS_YOUNG = (
    sa.select(EVENTS.c.number)
    .where(EVENTS.c.position == EVENT_POSITIONS.c.position + 1, EVENTS.c.recorded_at > _LIMIT)
    .exists()
)
_GONE = sa.select(_NAME, EVENT_POSITIONS.c.position).where(
    _NAME.not_in(_NAMES), EVENT_POSITIONS.c.position < _POSITION, ~_NEXT_IS_YOUNG
)
_DROP = sa.delete(EVENT_POSITIONS).where(
    EVENT_POSITIONS.c.name == sa.bindparam("_name", type_=types.String(100)),
    EVENT_POSITIONS.c.position == _POSITION,
)


def purge(kept: float, connection: Connection) -> int:
    """Forget the oldest events that were kept for so many seconds; return how many.

    No subscriber needs them, known here or not. The newest one stays, so that a client which has
    heard of it may ask what comes next; and none goes before an older one, so that a gap shows.
    """
    told = connection.execute(_ALL_TOLD).scalar_one_or_none() or 0
    until = min(int(told), last_position(connection) - 1)
    rows = connection.execute(_OLDEST, {"_seconds": kept, "_position": until}).all()
    numbers = [row.number for row in takewhile(lambda row: bool(row.is_old), rows)]
    if numbers:
        connection.execute(_FORGET, {"_numbers": numbers})
    return len(numbers)


def drop_gone(known: Collection[str], kept: float, connection: Connection) -> Collection[str]:
    """Drop the positions of subscribers that no process has moved on for long; return their names."""
    search = {
        "_names": [*known, LAST],
        "_position": last_position(connection),
        "_seconds": max(kept, _ABANDONED),
    }
    gone = connection.execute(_GONE, search).all()
    for row in gone:
        connection.execute(_DROP, {"_name": row.name, "_position": row.position})
    return [row.name for row in gone]
