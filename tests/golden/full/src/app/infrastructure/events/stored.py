"""Events as rows.

Events are stored with the change that they tell of. Which transactions have committed is known only
afterwards, and not in the order of `number`. So each event gets its `position` later, by one process
at a time: whoever has read up to a position has missed none before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from app.infrastructure.database.dialect import queueing, types
from app.infrastructure.database.tables.events import EVENTS

NOW: Final[sa.ColumnElement[Any]] = queueing.instant(sa.literal(0.0, types.Float()))
COLUMNS: Final = (
    EVENTS.c.id,
    EVENTS.c.type,
    EVENTS.c.subject,
    EVENTS.c.body,
    EVENTS.c.request_id,
)
_ADD = (
    sa.insert(EVENTS)
    .inline()
    .values(
        {
            EVENTS.c.id: sa.bindparam("_id", type_=types.Identifier()),
            EVENTS.c.type: sa.bindparam("_type", type_=types.String(100)),
            EVENTS.c.subject: sa.bindparam("_subject", type_=types.Identifier()),
            EVENTS.c.body: sa.bindparam("_body", type_=types.LongText()),
            EVENTS.c.request_id: sa.bindparam("_request_id", type_=types.String(128)),
            EVENTS.c.recorded_at: NOW,
        }
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event; `body` is JSON."""

    id: UUID
    type: str
    subject: UUID
    body: str
    request_id: str


def add(events: Sequence[StoredEvent], connection: Connection) -> None:
    """Store events in the transaction of what they tell of."""
    rows = [
        {
            "_id": event.id,
            "_type": event.type,
            "_subject": event.subject,
            "_body": event.body,
            "_request_id": event.request_id,
        }
        for event in events
    ]
    connection.execute(_ADD, rows)


def to_event(row: Row[*tuple[Any, ...]]) -> StoredEvent:
    """Return the event of a row that has `COLUMNS`."""
    return StoredEvent(
        id=row.id,
        type=row.type,
        subject=row.subject,
        body=row.body,
        request_id=row.request_id,
    )
