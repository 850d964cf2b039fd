"""Joins the parts of orders."""

from app.application.services.order.service import (
    OrderService,
)
from app.bootstrap.container import Infrastructure
from app.infrastructure.database.repositories.order.repository import (
    SqlOrderRepository,
)


def make_service(infrastructure: Infrastructure) -> OrderService:
    """Return the service of orders."""
    return OrderService(
        repository=SqlOrderRepository(infrastructure.database),
        unit_of_work=infrastructure.unit_of_work,
        clock=infrastructure.clock,
        identifiers=infrastructure.identifiers,
        event_feed=infrastructure.event_feed,
    )
