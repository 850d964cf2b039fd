"""Reading events in their order."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.domain.errors import NotFound
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.events import EVENTS
from app.infrastructure.events.placing import last_position
from app.infrastructure.events.stored import COLUMNS, StoredEvent, to_event

# What stands for the event before the first one.
NOTHING: Final = UUID(int=0)
# How many events are read at a time.
PAGE: Final = 200

_NEWER = (
    sa.select(EVENTS.c.position, *COLUMNS)
    .where(EVENTS.c.position > sa.bindparam("_position", type_=sa.BigInteger()))
    .order_by(EVENTS.c.position)
    .limit(PAGE)
)
_POSITION = sa.select(EVENTS.c.position).where(
    EVENTS.c.id == sa.bindparam("_id", type_=types.Identifier()), EVENTS.c.position.is_not(None)
)

_AT = sa.select(EVENTS.c.id).where(
    EVENTS.c.position == sa.bindparam("_position", type_=sa.BigInteger())
)


def read_newer(position: int, connection: Connection) -> Sequence[tuple[int, StoredEvent]]:
    """Return the next events after a position, with theirs."""
    rows = connection.execute(_NEWER, {"_position": position})
    return [(row.position, to_event(row)) for row in rows]


def read_place(event: UUID, connection: Connection) -> tuple[int, UUID]:
    """Return where an event is; raise `NotFound` when it is not kept any more."""
    if event == NOTHING:
        return 0, NOTHING
    found = connection.execute(_POSITION, {"_id": event}).scalar_one_or_none()
    if found is None:
        raise NotFound(f"the event {event} is not kept any more", code="event_expired")
    return int(found), event


def read_newest(connection: Connection) -> tuple[int, UUID]:
    """Return the position of the newest event, and which it is."""
    position = last_position(connection)
    newest = connection.execute(_AT, {"_position": position}).scalar_one_or_none()
    return position, newest or NOTHING
