"""The bodies of orders."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.application.services.order.commands import (
    CreateOrder,
    UpdateOrder,
)
from app.application.unset import UNSET
from app.domain.entities.customer.entity import (
    CustomerId,
)
from app.domain.entities.order.entity import (
    Order,
    OrderStatus,
)
from app.domain.entities.tag.entity import (
    TagId,
)
from app.interfaces.http.bodies import Body, PatchBody, nothing_sent
from app.interfaces.http.fields import UtcDateTime, to_scale


class _OrderFields(Body):
    """What can be set at any time."""

    number: str = Field(
        max_length=32,
    )
    total: Annotated[Decimal, to_scale(2)] = Field(
        ge=Decimal(0),
        max_digits=12,
        decimal_places=2,
    )
    status: OrderStatus = Field(
        default=OrderStatus.PENDING,
    )
    customer_id: CustomerId
    tag_ids: tuple[TagId, ...] = Field(
        default=(),
        max_length=1000,
    )
    placed_at: UtcDateTime | None = Field(
        default=None,
    )
    note: str | None = Field(
        default=None,
        max_length=100000,
    )


class OrderCreate(_OrderFields):
    """A new one."""

    def to_command(self) -> CreateOrder:
        """Return what the service is given."""
        return CreateOrder(
            number=self.number,
            total=self.total,
            status=self.status,
            customer_id=self.customer_id,
            tag_ids=self.tag_ids,
            placed_at=self.placed_at,
            note=self.note,
        )


class OrderReplace(_OrderFields):
    """A replacement: what is not sent gets its default."""

    def to_update(self) -> UpdateOrder:
        """Return what the service is given."""
        return UpdateOrder(
            number=self.number,
            total=self.total,
            status=self.status,
            customer_id=self.customer_id,
            tag_ids=self.tag_ids,
            placed_at=self.placed_at or UNSET,
            note=self.note,
        )


class OrderPatch(PatchBody):
    """Changes: what is not sent stays."""

    number: str = Field(
        default_factory=nothing_sent,
        max_length=32,
    )
    total: Annotated[Decimal, to_scale(2)] = Field(
        default_factory=nothing_sent,
        ge=Decimal(0),
        max_digits=12,
        decimal_places=2,
    )
    status: OrderStatus = Field(
        default_factory=nothing_sent,
    )
    customer_id: CustomerId = Field(
        default_factory=nothing_sent,
    )
    tag_ids: tuple[TagId, ...] = Field(
        default_factory=nothing_sent,
        max_length=1000,
    )
    placed_at: UtcDateTime = Field(
        default_factory=nothing_sent,
    )
    note: str | None = Field(
        default_factory=nothing_sent,
        max_length=100000,
    )

    def to_command(self) -> UpdateOrder:
        """Return what the service is given."""
        return UpdateOrder(**self.sent())


# Only written, and from what is valid already: a plain class costs a sixth of a model.
@dataclass(slots=True, kw_only=True)
class OrderRead:
    """What clients see."""

    id: UUID
    number: str
    total: Decimal
    status: OrderStatus
    customer_id: CustomerId
    tag_ids: tuple[TagId, ...]
    placed_at: UtcDateTime
    note: str | None
    created_at: UtcDateTime
    updated_at: UtcDateTime
    version: int

    @classmethod
    def of(
        cls,
        entity: Order,
    ) -> Self:
        """Show one."""
        return cls(
            id=entity.id,
            number=entity.number,
            total=entity.total,
            status=entity.status,
            customer_id=entity.customer_id,
            tag_ids=entity.tag_ids,
            placed_at=entity.placed_at,
            note=entity.note,
            created_at=entity.created_at,
            updated_at=entity.updated_at,
            version=entity.version,
        )
