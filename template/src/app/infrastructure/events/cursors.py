"""How far each subscriber has been told of events.

Each has a row of its own, whoever moves it on: a process that does not know a subscriber, because
its version of the service is older, takes nothing away from it.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import EVENT_POSITIONS
from app.infrastructure.events.placing import LAST, last_position
from app.infrastructure.events.reading import read_newer
from app.infrastructure.events.stored import StoredEvent

_NAME = EVENT_POSITIONS.c.name
_POSITION = sa.bindparam("_position", type_=sa.BigInteger())
_NAMES = sa.bindparam("_names", expanding=True, type_=types.String(100))

_ADD = queueing.insert_new(EVENT_POSITIONS).values(
    name=sa.bindparam("_name", type_=types.String(100)), position=_POSITION
)
_KNOWN = sa.select(_NAME).where(_NAME.in_(_NAMES))
_FARTHEST_BEHIND = sa.select(sa.func.min(EVENT_POSITIONS.c.position)).where(_NAME.in_(_NAMES))
_CURSORS = (
    sa.select(_NAME, EVENT_POSITIONS.c.position)
    .where(_NAME.in_(_NAMES))
    .with_for_update(skip_locked=True)
)
_MOVE = (
    sa.update(EVENT_POSITIONS)
    .where(_NAME.in_(_NAMES), EVENT_POSITIONS.c.position < _POSITION)
    .values(position=_POSITION)
)


def register(subscribers: Collection[str], connection: Connection) -> None:
    """Begin to tell subscribers that are new what happens from now on."""
    known = set(connection.execute(_KNOWN, {"_names": list(subscribers)}).scalars())
    last = last_position(connection)
    for name in subscribers:
        if name not in known:
            connection.execute(_ADD, {"_name": name, "_position": last})


def farthest_behind(subscribers: Collection[str], connection: Connection) -> int:
    """Return up to where all of them have been told; where there are none, the newest position."""
    names = [*subscribers, LAST]
    return int(connection.execute(_FARTHEST_BEHIND, {"_names": names}).scalar_one_or_none() or 0)


def take(
    subscribers: Collection[str], connection: Connection
) -> Sequence[tuple[StoredEvent, Collection[str]]]:
    """Move subscribers on; return the events with those who have not been told of them.

    Who is being moved on by another process is left out.
    """
    rows = connection.execute(_CURSORS, {"_names": list(subscribers)}).all()
    cursors = {row.name: row.position for row in rows}
    found = read_newer(min(cursors.values()), connection) if cursors else []
    if not found:
        return []
    newest, _ = found[-1]
    connection.execute(_MOVE, {"_names": list(cursors), "_position": newest})
    return [
        (event, [name for name, told in cursors.items() if told < position])
        for position, event in found
    ]
