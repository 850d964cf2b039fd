"""Order: what it is and which rules it keeps."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from app.domain import rules
from app.domain.entities.customer.entity import (
    CustomerId,
)
from app.domain.entities.tag.entity import (
    TagId,
)

OrderId = NewType("OrderId", UUID)


class OrderStatus(StrEnum):
    """The values of `status`."""

    PENDING = "pending"
    PAID = "paid"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One of the orders. It cannot be constructed with invalid values."""

    id: OrderId
    number: str
    total: Decimal
    status: OrderStatus
    customer_id: CustomerId
    tag_ids: tuple[TagId, ...]
    placed_at: dt.datetime
    note: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int

    def __post_init__(self) -> None:
        """Check the rules. Rules about several fields belong here too."""
        rules.sort(self, "tag_ids")
        rules.validate(self, _RULES)


_RULES: rules.Rules = {
    "number": rules.Text(
        max_length=32,
    ),
    "total": rules.ExactDecimal(
        minimum=Decimal(0),
        precision=12,
        scale=2,
    ),
    "tag_ids": rules.distinct,
    "placed_at": rules.Moment(),
    "note": rules.Text(
        max_length=100000,
    ),
    "created_at": rules.Moment(),
    "updated_at": rules.Moment(),
}
