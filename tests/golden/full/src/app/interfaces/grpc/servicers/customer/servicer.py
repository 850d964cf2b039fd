"""The rpcs of customers: each converts, calls the service, and nothing else."""

from collections.abc import AsyncIterator

from google.protobuf.empty_pb2 import Empty

from app.application.services.customer.listing import (
    FIELDS,
)
from app.application.services.customer.service import (
    CustomerService,
)
from app.domain.entities.customer.entity import (
    CustomerId,
)
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.streaming import parts
from app.protocol.converter import given_version, read_identity
from app.protocol.listing import next_page_token, read_page_request, read_selection
from app.protocol.messages.customer import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    customer_pb2 as messages,
)


def make_servicer(
    service: CustomerService,
) -> Servicer:
    """Return the rpcs, which call this service."""
    return Servicer(
        messages.DESCRIPTOR.services_by_name["CustomerService"],
        CustomerServicer(service),
    )


class CustomerServicer:
    """One method per rpc."""

    def __init__(
        self,
        service: CustomerService,
    ) -> None:
        self._service = service

    async def get_customer(
        self,
        request: messages.GetCustomerRequest,
    ) -> messages.Customer:
        """Return one."""
        identity = CustomerId(read_identity(request.id))
        return CONVERTER.to_message(await self._service.get(identity))

    async def list_customers(
        self,
        request: messages.ListCustomersRequest,
    ) -> messages.ListCustomersResponse:
        """Return a part of the list."""
        wanted = read_page_request(FIELDS, request)
        page = await self._service.list(wanted)
        items = [CONVERTER.to_message(item) for item in page.items]
        return messages.ListCustomersResponse(
            customers=items,
            next_page_token=next_page_token(FIELDS, wanted, page),
            total_size=page.total,
        )

    async def stream_customers(
        self,
        request: messages.StreamCustomersRequest,
    ) -> AsyncIterator[messages.StreamCustomersResponse]:
        """Return the whole list, a part at a time."""
        wanted = read_selection(FIELDS, request)
        async for part in parts(self._service.list, wanted, CONVERTER.to_message):
            yield messages.StreamCustomersResponse(
                customers=part,
            )

    async def create_customer(
        self,
        request: messages.CreateCustomerRequest,
    ) -> messages.Customer:
        """Store a new one."""
        command = CONVERTER.to_create(
            request.customer,
        )
        return CONVERTER.to_message(await self._service.create(command))

    async def update_customer(
        self,
        request: messages.UpdateCustomerRequest,
    ) -> messages.Customer:
        """Change some fields of one."""
        message = request.customer
        changed = await self._service.update(
            CustomerId(read_identity(message.id)),
            CONVERTER.to_update(message, request.update_mask),
            expected_version=given_version(message),
        )
        return CONVERTER.to_message(changed)

    async def delete_customer(
        self,
        request: messages.DeleteCustomerRequest,
    ) -> Empty:
        """Delete one."""
        await self._service.delete(
            CustomerId(read_identity(request.id)),
            expected_version=given_version(request),
        )
        return Empty()

    async def restore_customer(
        self,
        request: messages.RestoreCustomerRequest,
    ) -> messages.Customer:
        """Bring a deleted one back."""
        restored = await self._service.restore(
            CustomerId(read_identity(request.id)),
            expected_version=given_version(request),
        )
        return CONVERTER.to_message(restored)

    def watch_customers(
        self,
        request: messages.WatchCustomersRequest,
    ) -> AsyncIterator[messages.WatchCustomersResponse]:
        """Tell what happens to them."""
        return CHANGES.to_messages(self._service.watch, request)
