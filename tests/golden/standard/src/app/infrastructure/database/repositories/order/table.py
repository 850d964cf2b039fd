"""The tables of orders."""

from decimal import Decimal

import sqlalchemy as sa

from app.domain.entities.order.entity import (
    OrderStatus,
)
from app.infrastructure.database import constraints, links
from app.infrastructure.database.dialect import types
from app.infrastructure.database.metadata import METADATA

TABLE = sa.Table(
    "orders",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("number", types.String(32), nullable=False),
    sa.Column("total", types.Decimal(12, 2), nullable=False),
    sa.Column(
        "status",
        types.Choice(OrderStatus, 7),
        nullable=False,
    ),
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
sa.Index(
    "ix_orders_customer_id",
    TABLE.c["customer_id"],
)

TAG_IDS = sa.Table(
    "orders_tags",
    METADATA,
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
        info={"columns": ["tag_ids"]},
    ),
)
sa.Index(
    "ix_orders_tags_target",
    TAG_IDS.c["tag_id"],
)

LINKS = (
    links.Link(
        attribute="tag_ids",
        table=TAG_IDS,
        owner="order_id",
        target="tag_id",
    ),
)
