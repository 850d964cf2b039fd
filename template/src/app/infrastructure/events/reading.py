"""Reading events in their order."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.domain.errors import NotFound
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.events import EVENTS
from app.infrastructure.events.stored import COLUMNS, StoredEvent, to_event

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


def read_newer(position: int, connection: Connection) -> Sequence[tuple[int, StoredEvent]]:
    """Return the next events after a position, with theirs."""
    rows = connection.execute(_NEWER, {"_position": position})
    return [(row.position, to_event(row)) for row in rows]


def read_position(event: UUID, connection: Connection) -> int:
    """Return where an event is; raise `NotFound` when it is not kept any more."""
    found = connection.execute(_POSITION, {"_id": event}).scalar_one_or_none()
    if found is None:
        raise NotFound(f"the event {event} is not kept any more", code="event_expired")
    return int(found)
