"""The tables of customers."""

import sqlalchemy as sa

from app.infrastructure.database.dialect import living, types
from app.infrastructure.database.metadata import METADATA

TABLE = sa.Table(
    "customers",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("name", types.String(100), nullable=False),
    sa.Column("email", types.String(254), nullable=False),
    sa.Column("created_at", types.UtcDateTime(), nullable=False),
    sa.Column("updated_at", types.UtcDateTime(), nullable=False),
    *living.columns(),
    sa.Column("version", sa.Integer(), nullable=False),
    living.unique(
        "email",
        name="uq_customers_email",
    ),
)
