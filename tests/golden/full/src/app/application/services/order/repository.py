"""The port through which orders are stored."""

from typing import Protocol

from app.application.ports import unit_of_work
from app.domain import paging
from app.domain.entities.order.entity import (
    Order,
    OrderId,
)


class OrderRepository(Protocol):
    """Stores orders. Reads need no transaction, writes do."""

    async def get(
        self,
        identity: OrderId,
    ) -> Order:
        """Return one; raise `NotFound` when it does not exist."""
        ...

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Order]:
        """Return a part of the list."""
        ...

    async def add(
        self,
        entity: Order,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store a new one; raise `Conflict` when a unique value is taken or a reference is broken."""
        ...

    async def save(
        self,
        entity: Order,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store the next version of one; raise `StaleVersion` when another is stored already."""
        ...

    async def delete(
        self,
        entity: Order,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Delete one; raise `StaleVersion` when another version is stored, `Conflict` when in use."""
        ...
