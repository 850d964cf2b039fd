"""The tables of events: what has happened, how far it is numbered, what has been handled."""

import sqlalchemy as sa

from app.infrastructure.database.dialect import types
from app.infrastructure.database.metadata import METADATA

EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("number", types.SequenceNumber(), primary_key=True),
    sa.Column("id", types.Identifier(), nullable=False),
    sa.Column("type", types.String(100), nullable=False),
    sa.Column("subject", types.Identifier(), nullable=False),
    sa.Column("body", types.LongText(), nullable=False),
    sa.Column("request_id", types.String(128), nullable=False),
    sa.Column("recorded_at", types.UtcDateTime(), nullable=False),
    sa.Column("position", sa.BigInteger(), nullable=True),
    sa.UniqueConstraint("id", name="uq_events_id"),
    sa.UniqueConstraint("position", name="uq_events_position"),
)

EVENT_POSITIONS = sa.Table(
    "event_positions",
    METADATA,
    sa.Column("name", types.String(100), primary_key=True),
    sa.Column("position", sa.BigInteger(), nullable=False),
)

HANDLED_EVENTS = sa.Table(
    "handled_events",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("handled_at", types.UtcDateTime(), nullable=False),
)
sa.Index("ix_handled_events_handled_at", HANDLED_EVENTS.c.handled_at)

TABLES = (EVENTS, EVENT_POSITIONS, HANDLED_EVENTS)
