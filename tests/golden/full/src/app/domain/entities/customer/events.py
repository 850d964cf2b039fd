"""What happens to customers."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.entities.customer.entity import (
    Customer,
    CustomerId,
)
from app.domain.events import Change, DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged(DomainEvent):
    """One was changed: `entity` is what it is since then, or was until it was deleted."""

    name: ClassVar[str] = "customer_changed"

    change: Change
    entity: Customer

    @property
    def subject(self) -> CustomerId:
        """Return its identifier."""
        return self.entity.id
