"""Reading events in their order."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.events import EVENT_POSITIONS, EVENTS
from app.infrastructure.events.place import NOTHING, Place, expired
from app.infrastructure.events.placing import LAST
from app.infrastructure.events.stored import COLUMNS, StoredEvent, to_event

# How many events are read at a time.
PAGE: Final = 200
# So many that have no position yet are told apart when somebody begins to follow.
_EARLIER: Final = 1000

_NEWER = (
    sa.select(EVENTS.c.position, *COLUMNS)
    .where(EVENTS.c.position > sa.bindparam("_position", type_=sa.BigInteger()))
    .order_by(EVENTS.c.position)
    .limit(sa.bindparam("_limit", type_=sa.Integer()))
)
_POSITION = sa.select(EVENTS.c.position).where(
    EVENTS.c.id == sa.bindparam("_id", type_=types.Identifier()), EVENTS.c.position.is_not(None)
)
_LAST = (
    sa.select(sa.func.coalesce(sa.func.max(EVENT_POSITIONS.c.position), 0).label("position"))
    .where(EVENT_POSITIONS.c.name == LAST)
    .subquery("last")
)
_IS_NEW = EVENTS.c.position.is_(None)
# One statement, so that an event is either before the last position or among those that have none.
_NEWEST = (
    sa.select(_LAST.c.position, EVENTS.c.id, EVENTS.c.position.label("own_position"))
    .select_from(_LAST.outerjoin(EVENTS, _IS_NEW | (EVENTS.c.position == _LAST.c.position)))
    .order_by(_IS_NEW, EVENTS.c.number)
    .limit(_EARLIER)
)


def read_newer(
    position: int, connection: Connection, limit: int = PAGE
) -> Sequence[tuple[int, StoredEvent]]:
    """Return the next events after a position, with theirs."""
    rows = connection.execute(_NEWER, {"_position": position, "_limit": limit})
    return [(row.position, to_event(row)) for row in rows]


def read_place(event: UUID, connection: Connection) -> Place:
    """Return the place of an event; raise `NotFound` when it is not kept any more."""
    if event == NOTHING:
        return Place(position=0, event=NOTHING)
    found = connection.execute(_POSITION, {"_id": event}).scalar_one_or_none()
    if found is None:
        raise expired(f"the event {event} is not kept any more")
    return Place(position=int(found), event=event)


def read_newest(connection: Connection) -> Place:
    """Return the place of the newest event: all that is committed is before it, or known to it."""
    rows = connection.execute(_NEWEST).all()
    numbered = [row.id for row in rows if row.own_position is not None]
    return Place(
        position=int(rows[0].position),
        event=numbered[0] if numbered else NOTHING,
        earlier={row.id for row in rows if row.id is not None} - set(numbered),
    )
