"""The service of customers, in another process."""

from collections.abc import AsyncIterator
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from app.application.ports.events import Published, Reached
from app.application.services.customer.commands import (
    CreateCustomer,
    UpdateCustomer,
)
from app.application.services.customer.listing import (
    FIELDS,
)
from app.application.services.customer.service import (
    CustomerService,
)
from app.domain import paging
from app.domain.entities.customer.entity import (
    Customer,
    CustomerId,
)
from app.domain.entities.customer.events import (
    CustomerChanged,
)
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.streaming import each_understood, stream
from app.infrastructure.remote.understanding import understood
from app.protocol.listing import read_page, write_page_request
from app.protocol.messages.customer import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    customer_pb2 as messages,
)

SERVICE = messages.DESCRIPTOR.services_by_name["CustomerService"]
_PATH = f"/{SERVICE.full_name}/"

_to_entity = understood(CONVERTER.to_entity)


class RemoteCustomerService(CustomerService):
    """Each method is an rpc; it raises what the service there raised."""

    def __init__(
        self,
        channel: CoreChannel,
    ) -> None:
        self._get = channel.unary(
            _PATH + "GetCustomer",
            messages.Customer,
        )
        self._list = channel.unary(
            _PATH + "ListCustomers",
            messages.ListCustomersResponse,
        )
        self._create = channel.unary(
            _PATH + "CreateCustomer",
            messages.Customer,
        )
        self._update = channel.unary(
            _PATH + "UpdateCustomer",
            messages.Customer,
        )
        self._delete = channel.unary(
            _PATH + "DeleteCustomer",
            Empty,
        )
        self._restore = channel.unary(
            _PATH + "RestoreCustomer",
            messages.Customer,
        )
        self._watch = stream(
            channel,
            _PATH + "WatchCustomers",
            messages.WatchCustomersResponse,
        )

    async def get(
        self,
        identity: CustomerId,
    ) -> Customer:
        """Call `GetCustomer`."""
        request = messages.GetCustomerRequest(id=str(identity))
        return _to_entity(await self._get(request))

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Customer]:
        """Call `ListCustomers`."""
        answer = await self._list(
            messages.ListCustomersRequest(
                **write_page_request(FIELDS, request),
            ),
        )
        found = answer.customers
        return read_page(tuple(_to_entity(item) for item in found), answer)

    async def create(
        self,
        command: CreateCustomer,
    ) -> Customer:
        """Call `CreateCustomer`."""
        request = messages.CreateCustomerRequest(
            customer=CONVERTER.from_create(command),
        )
        return _to_entity(await self._create(request))

    async def update(
        self,
        identity: CustomerId,
        command: UpdateCustomer,
        *,
        expected_version: int | None = None,
    ) -> Customer:
        """Call `UpdateCustomer`."""
        message, mask = CONVERTER.from_update(identity, command, expected_version)
        request = messages.UpdateCustomerRequest(
            customer=message,
            update_mask=mask,
        )
        return _to_entity(await self._update(request))

    async def delete(
        self,
        identity: CustomerId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Call `DeleteCustomer`."""
        await self._delete(
            messages.DeleteCustomerRequest(
                id=str(identity),
                version=expected_version,
            ),
        )

    async def restore(
        self,
        identity: CustomerId,
        *,
        expected_version: int | None = None,
    ) -> Customer:
        """Call `RestoreCustomer`."""
        request = messages.RestoreCustomerRequest(
            id=str(identity),
            version=expected_version,
        )
        return _to_entity(await self._restore(request))

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[CustomerChanged] | Reached]:
        """Call `WatchCustomers`."""
        return each_understood(CHANGES.to_events(self._watch, after))


def make_service(
    channel: CoreChannel,
) -> CustomerService:
    """Return the service, which calls through the channel."""
    return RemoteCustomerService(channel)
