"""The port through which customers are stored."""

import datetime as dt
from typing import Protocol

from app.application.ports import unit_of_work
from app.domain import paging
from app.domain.entities.customer.entity import (
    Customer,
    CustomerId,
)


class CustomerRepository(Protocol):
    """Stores customers. Reads need no transaction, writes do."""

    async def get(
        self,
        identity: CustomerId,
    ) -> Customer:
        """Return one; raise `NotFound` when it does not exist, or is deleted."""
        ...

    async def get_deleted(
        self,
        identity: CustomerId,
    ) -> Customer:
        """Return one that is deleted; raise `NotFound` when it is not, or does not exist."""
        ...

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Customer]:
        """Return a part of the list."""
        ...

    async def add(
        self,
        entity: Customer,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store a new one; raise `Conflict` when a unique value is taken or a reference is broken."""
        ...

    async def save(
        self,
        entity: Customer,
        transaction: unit_of_work.Transaction,
    ) -> None:
        """Store the next version of one; raise `StaleVersion` when another is stored already."""
        ...

    async def soft_delete(
        self,
        entity: Customer,
        transaction: unit_of_work.Transaction,
        *,
        at: dt.datetime,
    ) -> None:
        """Mark one as deleted; raise `StaleVersion` when another version is stored.

        It keeps its values and what it refers to, and what refers to it keeps doing so.
        """
        ...

    async def restore(
        self,
        entity: Customer,
        transaction: unit_of_work.Transaction,
        *,
        at: dt.datetime,
    ) -> None:
        """Take the mark away; raise `Conflict` when a unique value has been taken meanwhile."""
        ...
