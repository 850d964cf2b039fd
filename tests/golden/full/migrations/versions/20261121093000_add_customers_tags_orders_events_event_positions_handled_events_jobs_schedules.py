"""Add customers, tags, orders, events, event_positions, handled_events, jobs, schedules.

Revision: 784f7c79eec0
Parent: none
Created: 2026-11-21T09:30:00Z
"""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from app.infrastructure.database import constraints
from app.infrastructure.database.dialect import living, types

revision = "784f7c79eec0"
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
    op.create_table(
        "events",
        sa.Column("number", types.SequenceNumber(), primary_key=True),
        sa.Column("id", types.Identifier(), nullable=False),
        sa.Column("type", types.String(100), nullable=False),
        sa.Column("subject", types.Identifier(), nullable=False),
        sa.Column("body", types.LongText(), nullable=False),
        sa.Column("request_id", types.String(128), nullable=False),
        sa.Column("recorded_at", types.UtcDateTime(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint(
            "id",
            name="uq_events_id",
        ),
        sa.UniqueConstraint(
            "position",
            name="uq_events_position",
        ),
    )
    op.create_table(
        "event_positions",
        sa.Column("name", types.String(100), primary_key=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "handled_events",
        sa.Column("id", types.Identifier(), primary_key=True),
        sa.Column("handled_at", types.UtcDateTime(), nullable=False),
    )
    op.create_index(
        "ix_handled_events_handled_at",
        "handled_events",
        ["handled_at"],
    )
    op.create_table(
        "jobs",
        sa.Column("id", types.Identifier(), primary_key=True),
        sa.Column("type", types.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", types.LongText(), nullable=False),
        sa.Column("status", types.String(10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("worker", types.String(100), nullable=True),
        sa.Column("lease_until", types.UtcDateTime(), nullable=True),
        sa.Column("unique_key", types.String(255), nullable=True),
        sa.Column("unique_until", types.UtcDateTime(), nullable=True),
        sa.Column("ordering_key", types.String(255), nullable=True),
        sa.Column("ordering_number", sa.BigInteger(), nullable=True),
        sa.Column("running_key", types.String(255), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("request_id", types.String(128), nullable=False),
        sa.Column("tags", types.LongText(), nullable=False),
        sa.Column("progress", types.Float(), nullable=True),
        sa.Column("note", types.LongText(), nullable=False),
        sa.Column("result", types.LongText(), nullable=True),
        sa.Column("error", types.LongText(), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=True),
        sa.Column("ended_at", types.UtcDateTime(), nullable=True),
        sa.Column("kept_until", types.UtcDateTime(), nullable=True),
        sa.UniqueConstraint(
            "unique_key",
            name="uq_jobs_unique_key",
        ),
        sa.UniqueConstraint(
            "running_key",
            name="uq_jobs_running_key",
        ),
    )
    op.create_index(
        "ix_jobs_next",
        "jobs",
        ["status", "priority", "due_at"],
    )
    op.create_index(
        "ix_jobs_due",
        "jobs",
        ["status", "due_at"],
    )
    op.create_index(
        "ix_jobs_line",
        "jobs",
        ["ordering_key", "status", "ordering_number"],
    )
    op.create_index(
        "ix_jobs_worker",
        "jobs",
        ["worker"],
    )
    op.create_index(
        "ix_jobs_kept_until",
        "jobs",
        ["kept_until"],
    )
    op.create_index(
        "ix_jobs_lease_until",
        "jobs",
        ["lease_until"],
    )
    op.create_table(
        "schedules",
        sa.Column("name", types.String(100), primary_key=True),
        sa.Column("planned_at", types.UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("schedules")
    op.drop_table("jobs")
    op.drop_table("handled_events")
    op.drop_table("event_positions")
    op.drop_table("events")
    op.drop_table("orders_tags")
    op.drop_table("orders")
    op.drop_table("tags")
    op.drop_table("customers")
