"""Add customers, tags, orders.

Revision: 499a723a8a9f
Parent: none
Created: 2026-11-21T09:30:00Z
"""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from app.infrastructure.database import constraints
from app.infrastructure.database.dialect import living, types

revision = "499a723a8a9f"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "customers",
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
    op.create_table(
        "tags",
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
    op.create_table(
        "orders",
        sa.Column("id", types.Identifier(), primary_key=True),
        sa.Column("number", types.String(32), nullable=False),
        sa.Column("total", types.Decimal(12, 2), nullable=False),
        sa.Column("status", types.String(7), nullable=False),
        sa.Column("customer_id", types.Identifier(), nullable=False),
        sa.Column("placed_at", types.UtcDateTime(), nullable=False),
        sa.Column("note", types.LongText(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "number",
            name="uq_orders_number",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name="fk_orders_customer_id",
            ondelete="RESTRICT",
        ),
        constraints.at_least(
            "total",
            Decimal(0),
            type_=types.Decimal(12, 2),
            name="ck_orders_total_min",
        ),
        constraints.one_of(
            "status",
            [
                "pending",
                "paid",
                "shipped",
            ],
            name="ck_orders_status_choice",
        ),
    )
    op.create_index(
        "ix_orders_customer_id",
        "orders",
        ["customer_id"],
    )
    op.create_table(
        "orders_tags",
        sa.Column(
            "order_id",
            types.Identifier(),
            primary_key=True,
        ),
        sa.Column(
            "tag_id",
            types.Identifier(),
            primary_key=True,
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name="fk_orders_tags_owner",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"],
            ["tags.id"],
            name="fk_orders_tags_target",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_orders_tags_target",
        "orders_tags",
        ["tag_id"],
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("orders_tags")
    op.drop_table("orders")
    op.drop_table("tags")
    op.drop_table("customers")
