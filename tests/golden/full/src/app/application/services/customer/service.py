"""What can be done with customers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

from app.application.ports.clock import Clock
from app.application.ports.events import EventFeed, Published, Reached
from app.application.ports.identifiers import Identifiers
from app.application.ports.recording import RecordingUnitOfWork
from app.application.ports.unit_of_work import Transaction
from app.application.services.customer.commands import (
    CreateCustomer,
    UpdateCustomer,
)
from app.application.services.customer.repository import (
    CustomerRepository,
)
from app.application.soft_delete import without_deleted
from app.application.unset import given
from app.application.versions import require_version
from app.domain import paging
from app.domain.entities.customer.entity import (
    Customer,
    CustomerId,
)
from app.domain.entities.customer.events import (
    CustomerChanged,
)
from app.domain.events import Change


class CustomerService:
    """The use cases. Each public method is one, and owns its transaction."""

    def __init__(
        self,
        *,
        repository: CustomerRepository,
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
        identity: CustomerId,
    ) -> Customer:
        """Return one; raise `NotFound` when it does not exist, or is deleted."""
        return await self._repository.get(identity)

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Customer]:
        """Return a part of the list; of what is deleted only what a filter on `deleted_at` wants."""
        return await self._repository.list(without_deleted(request))

    async def create(
        self,
        command: CreateCustomer,
    ) -> Customer:
        """Store a new one; raise `Invalid` or `Conflict` when that is not possible."""
        now = self._clock.now()
        created = Customer(
            id=CustomerId(self._identifiers.new()),
            name=command.name,
            email=command.email,
            created_at=now,
            updated_at=now,
            deleted_at=None,
            version=1,
        )
        await self._repository.add(created, self._recording(Change.CREATED, created))
        return created

    async def update(
        self,
        identity: CustomerId,
        command: UpdateCustomer,
        *,
        expected_version: int | None = None,
    ) -> Customer:
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
        identity: CustomerId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Delete one so that it can be restored; raise `StaleVersion` unless the version is as expected."""
        current = await self._repository.get(identity)
        require_version(current.version, expected_version)
        now = self._clock.now()
        deleted = replace(
            current,
            deleted_at=now,
            updated_at=now,
            version=current.version + 1,
        )
        await self._repository.soft_delete(
            current,
            self._recording(Change.DELETED, deleted),
            at=now,
        )

    async def restore(
        self,
        identity: CustomerId,
        *,
        expected_version: int | None = None,
    ) -> Customer:
        """Bring a deleted one back; raise `Conflict` when another one has its unique values now."""
        deleted = await self._repository.get_deleted(identity)
        require_version(deleted.version, expected_version)
        now = self._clock.now()
        restored = replace(
            deleted,
            deleted_at=None,
            updated_at=now,
            version=deleted.version + 1,
        )
        await self._repository.restore(
            deleted,
            self._recording(Change.RESTORED, restored),
            at=now,
        )
        return await self._repository.get(identity)

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[CustomerChanged] | Reached]:
        """Yield what happens to them after an event, or from now on: see `EventFeed.follow`."""
        return self._event_feed.follow(CustomerChanged, after)

    def _recording(
        self,
        change: Change,
        entity: Customer,
    ) -> Transaction:
        """Return the transaction of one write, which tells of the change."""
        event = CustomerChanged(
            change=change,
            entity=entity,
        )
        return self._unit_of_work.single(event)
