"""What the use cases of orders are given."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from app.application.unset import UNSET, Unset
from app.domain.entities.customer.entity import (
    CustomerId,
)
from app.domain.entities.order.entity import (
    OrderStatus,
)
from app.domain.entities.tag.entity import (
    TagId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOrder:
    """A new one."""

    number: str
    total: Decimal
    status: OrderStatus = field(
        default=OrderStatus.PENDING,
    )
    customer_id: CustomerId
    tag_ids: tuple[TagId, ...] = ()
    placed_at: dt.datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOrder:
    """Changes to one; what is not given stays as it is."""

    number: str | Unset = UNSET
    total: Decimal | Unset = UNSET
    status: OrderStatus | Unset = UNSET
    customer_id: CustomerId | Unset = UNSET
    tag_ids: tuple[TagId, ...] | Unset = UNSET
    placed_at: dt.datetime | Unset = UNSET
    note: str | Unset | None = UNSET
