"""The rpcs of orders: each converts, calls the service, and nothing else."""

from collections.abc import AsyncIterator

from google.protobuf.empty_pb2 import Empty

from app.application.services.order.listing import (
    FIELDS,
)
from app.application.services.order.service import (
    OrderService,
)
from app.domain.entities.order.entity import (
    OrderId,
)
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.streaming import parts
from app.protocol.converter import given_version, read_identity
from app.protocol.listing import next_page_token, read_page_request, read_selection
from app.protocol.messages.order import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    order_pb2 as messages,
)


def make_servicer(
    service: OrderService,
) -> Servicer:
    """Return the rpcs, which call this service."""
    return Servicer(
        messages.DESCRIPTOR.services_by_name["OrderService"],
        OrderServicer(service),
    )


class OrderServicer:
    """One method per rpc."""

    def __init__(
        self,
        service: OrderService,
    ) -> None:
        self._service = service

    async def get_order(
        self,
        request: messages.GetOrderRequest,
    ) -> messages.Order:
        """Return one."""
        identity = OrderId(read_identity(request.id))
        return CONVERTER.to_message(await self._service.get(identity))

    async def list_orders(
        self,
        request: messages.ListOrdersRequest,
    ) -> messages.ListOrdersResponse:
        """Return a part of the list."""
        wanted = read_page_request(FIELDS, request)
        page = await self._service.list(wanted)
        items = [CONVERTER.to_message(item) for item in page.items]
        return messages.ListOrdersResponse(
            orders=items,
            next_page_token=next_page_token(FIELDS, wanted, page),
            total_size=page.total,
        )

    async def stream_orders(
        self,
        request: messages.StreamOrdersRequest,
    ) -> AsyncIterator[messages.StreamOrdersResponse]:
        """Return the whole list, a part at a time."""
        wanted = read_selection(FIELDS, request)
        async for part in parts(self._service.list, wanted, CONVERTER.to_message):
            yield messages.StreamOrdersResponse(
                orders=part,
            )

    async def create_order(
        self,
        request: messages.CreateOrderRequest,
    ) -> messages.Order:
        """Store a new one."""
        command = CONVERTER.to_create(
            request.order,
        )
        return CONVERTER.to_message(await self._service.create(command))

    async def update_order(
        self,
        request: messages.UpdateOrderRequest,
    ) -> messages.Order:
        """Change some fields of one."""
        message = request.order
        changed = await self._service.update(
            OrderId(read_identity(message.id)),
            CONVERTER.to_update(message, request.update_mask),
            expected_version=given_version(message),
        )
        return CONVERTER.to_message(changed)

    async def delete_order(
        self,
        request: messages.DeleteOrderRequest,
    ) -> Empty:
        """Delete one."""
        await self._service.delete(
            OrderId(read_identity(request.id)),
            expected_version=given_version(request),
        )
        return Empty()

    def watch_orders(
        self,
        request: messages.WatchOrdersRequest,
    ) -> AsyncIterator[messages.WatchOrdersResponse]:
        """Tell what happens to them."""
        return CHANGES.to_messages(self._service.watch, request)
