"""What can be done with orders."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

from app.application.ports.clock import Clock
from app.application.ports.events import EventFeed, Published, Reached
from app.application.ports.identifiers import Identifiers
from app.application.ports.recording import RecordingUnitOfWork
from app.application.ports.unit_of_work import Transaction
from app.application.services.order.commands import (
    CreateOrder,
    UpdateOrder,
)
from app.application.services.order.repository import (
    OrderRepository,
)
from app.application.unset import given
from app.application.versions import require_version
from app.domain import paging
from app.domain.entities.order.entity import (
    Order,
    OrderId,
)
from app.domain.entities.order.events import (
    OrderChanged,
)
from app.domain.events import Change


class OrderService:
    """The use cases. Each public method is one, and owns its transaction."""

    def __init__(
        self,
        *,
        repository: OrderRepository,
        unit_of_work: RecordingUnitOfWork,
        clock: Clock,
        identifiers: Identifiers,
        event_feed: EventFeed,
    ) -> None:
        self._repository = repository
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._identifiers = identifiers
        self._event_feed = event_feed

    async def get(
        self,
        identity: OrderId,
    ) -> Order:
        """Return one; raise `NotFound` when it does not exist."""
        return await self._repository.get(identity)

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Order]:
        """Return a part of the list."""
        return await self._repository.list(request)

    async def create(
        self,
        command: CreateOrder,
    ) -> Order:
        """Store a new one; raise `Invalid` or `Conflict` when that is not possible."""
        now = self._clock.now()
        created = Order(
            id=OrderId(self._identifiers.new()),
            number=command.number,
            total=command.total,
            status=command.status,
            customer_id=command.customer_id,
            tag_ids=command.tag_ids,
            placed_at=command.placed_at or now,
            note=command.note,
            created_at=now,
            updated_at=now,
            version=1,
        )
        await self._repository.add(created, self._recording(Change.CREATED, created))
        return created

    async def update(
        self,
        identity: OrderId,
        command: UpdateOrder,
        *,
        expected_version: int | None = None,
    ) -> Order:
        """Change what the command gives; raise `StaleVersion` unless the version is as expected."""
        current = await self._repository.get(identity)
        require_version(current.version, expected_version)
        changed = replace(
            current,
            **given(command),
            updated_at=self._clock.now(),
            version=current.version + 1,
        )
        await self._repository.save(changed, self._recording(Change.UPDATED, changed))
        return changed

    async def delete(
        self,
        identity: OrderId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Delete one; raise `StaleVersion` unless the version is as expected."""
        current = await self._repository.get(identity)
        require_version(current.version, expected_version)
        await self._repository.delete(current, self._recording(Change.DELETED, current))

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[OrderChanged] | Reached]:
        """Yield what happens to them after an event, or from now on: see `EventFeed.follow`."""
        return self._event_feed.follow(OrderChanged, after)

    def _recording(
        self,
        change: Change,
        entity: Order,
    ) -> Transaction:
        """Return the transaction of one write, which tells of the change."""
        event = OrderChanged(
            change=change,
            entity=entity,
        )
        return self._unit_of_work.single(event)
