"""What can be done with customers."""

from dataclasses import replace

from app.application.ports.clock import Clock
from app.application.ports.identifiers import Identifiers
from app.application.ports.unit_of_work import UnitOfWork
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


class CustomerService:
    """The use cases. Each public method is one, and owns its transaction."""

    def __init__(
        self,
        *,
        repository: CustomerRepository,
        unit_of_work: UnitOfWork,
        clock: Clock,
        identifiers: Identifiers,
    ) -> None:
        self._repository = repository
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._identifiers = identifiers

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
        await self._repository.add(created, self._unit_of_work.single())
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
        await self._repository.save(changed, self._unit_of_work.single())
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
        await self._repository.soft_delete(
            current,
            self._unit_of_work.single(),
            at=self._clock.now(),
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
        await self._repository.restore(
            deleted,
            self._unit_of_work.single(),
            at=self._clock.now(),
        )
        return await self._repository.get(identity)
