"""The tables of tags."""

import sqlalchemy as sa

from app.infrastructure.database.dialect import types
from app.infrastructure.database.metadata import METADATA

TABLE = sa.Table(
    "tags",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("label", types.String(40), nullable=False),
    sa.Column("created_at", types.UtcDateTime(), nullable=False),
    sa.Column("updated_at", types.UtcDateTime(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.UniqueConstraint(
        "label",
        name="uq_tags_label",
    ),
)
