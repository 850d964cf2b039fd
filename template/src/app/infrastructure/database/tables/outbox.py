"""The table of jobs whose transactions have committed and which Redis does not have yet."""

import sqlalchemy as sa

from app.infrastructure.database.dialect import types
from app.infrastructure.database.metadata import METADATA

OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("payload", types.LongText(), nullable=False),
    sa.Column("created_at", types.UtcDateTime(), nullable=False),
)
sa.Index("ix_outbox_created_at", OUTBOX.c.created_at)

TABLES = (OUTBOX,)
