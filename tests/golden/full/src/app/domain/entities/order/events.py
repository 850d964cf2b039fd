"""What happens to orders."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.entities.order.entity import (
    Order,
    OrderId,
)
from app.domain.events import Change, DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChanged(DomainEvent):
    """One was changed: `entity` is what it is since then, or was until it was deleted."""

    name: ClassVar[str] = "order_changed"

    change: Change
    entity: Order

    @property
    def subject(self) -> OrderId:
        """Return its identifier."""
        return self.entity.id
