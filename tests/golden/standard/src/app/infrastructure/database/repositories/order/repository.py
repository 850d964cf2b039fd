"""Stores orders in the database."""

from app.domain.entities.order.entity import (
    Order,
)
from app.infrastructure.database.repositories.order.table import (
    LINKS,
    TABLE,
)
from app.infrastructure.database.repository import SqlRepository


class SqlOrderRepository(
    SqlRepository[Order],
):
    """Implements the port `OrderRepository`."""

    entity = Order
    table = TABLE
    links = LINKS
