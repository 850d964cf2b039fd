"""Orders in memory."""

from app.application.services.order.service import (
    OrderService,
)
from app.domain.entities.order.entity import (
    Order,
)
from tests.fakes.clock import FakeClock
from tests.fakes.identifiers import FakeIdentifiers
from tests.fakes.repository import FakeRepository
from tests.fakes.store import FakeReference, OnDelete
from tests.fakes.telling import TellingStore


class FakeOrderRepository(
    FakeRepository[Order],
):
    """Implements the port `OrderRepository`."""

    name = "order"
    unique = ("number",)
    references = {
        "customer_id": FakeReference(
            "customer",
            OnDelete.RESTRICT,
        ),
        "tag_ids": FakeReference(
            "tag",
            OnDelete.CASCADE,
        ),
    }


def make_service(
    store: TellingStore,
    clock: FakeClock,
    identifiers: FakeIdentifiers,
) -> OrderService:
    """Return a service that works in memory."""
    return OrderService(
        repository=FakeOrderRepository(store),
        unit_of_work=store,
        clock=clock,
        identifiers=identifiers,
        event_feed=store.feed,
    )
