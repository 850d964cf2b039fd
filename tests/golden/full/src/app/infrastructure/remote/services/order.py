"""The service of orders, in another process."""

from collections.abc import AsyncIterator
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from app.application.ports.events import Published, Reached
from app.application.services.order.commands import (
    CreateOrder,
    UpdateOrder,
)
from app.application.services.order.listing import (
    FIELDS,
)
from app.application.services.order.service import (
    OrderService,
)
from app.domain import paging
from app.domain.entities.order.entity import (
    Order,
    OrderId,
)
from app.domain.entities.order.events import (
    OrderChanged,
)
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.streaming import each_understood, stream
from app.infrastructure.remote.understanding import understood
from app.protocol.listing import read_page, write_page_request
from app.protocol.messages.order import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    order_pb2 as messages,
)

SERVICE = messages.DESCRIPTOR.services_by_name["OrderService"]
_PATH = f"/{SERVICE.full_name}/"

_to_entity = understood(CONVERTER.to_entity)


class RemoteOrderService(OrderService):
    """Each method is an rpc; it raises what the service there raised."""

    def __init__(
        self,
        channel: CoreChannel,
    ) -> None:
        self._get = channel.unary(
            _PATH + "GetOrder",
            messages.Order,
        )
        self._list = channel.unary(
            _PATH + "ListOrders",
            messages.ListOrdersResponse,
        )
        self._create = channel.unary(
            _PATH + "CreateOrder",
            messages.Order,
        )
        self._update = channel.unary(
            _PATH + "UpdateOrder",
            messages.Order,
        )
        self._delete = channel.unary(
            _PATH + "DeleteOrder",
            Empty,
        )
        self._watch = stream(
            channel,
            _PATH + "WatchOrders",
            messages.WatchOrdersResponse,
        )

    async def get(
        self,
        identity: OrderId,
    ) -> Order:
        """Call `GetOrder`."""
        request = messages.GetOrderRequest(id=str(identity))
        return _to_entity(await self._get(request))

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Order]:
        """Call `ListOrders`."""
        answer = await self._list(
            messages.ListOrdersRequest(
                **write_page_request(FIELDS, request),
            ),
        )
        found = answer.orders
        return read_page(tuple(_to_entity(item) for item in found), answer)

    async def create(
        self,
        command: CreateOrder,
    ) -> Order:
        """Call `CreateOrder`."""
        request = messages.CreateOrderRequest(
            order=CONVERTER.from_create(command),
        )
        return _to_entity(await self._create(request))

    async def update(
        self,
        identity: OrderId,
        command: UpdateOrder,
        *,
        expected_version: int | None = None,
    ) -> Order:
        """Call `UpdateOrder`."""
        message, mask = CONVERTER.from_update(identity, command, expected_version)
        request = messages.UpdateOrderRequest(
            order=message,
            update_mask=mask,
        )
        return _to_entity(await self._update(request))

    async def delete(
        self,
        identity: OrderId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Call `DeleteOrder`."""
        await self._delete(
            messages.DeleteOrderRequest(
                id=str(identity),
                version=expected_version,
            ),
        )

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[OrderChanged] | Reached]:
        """Call `WatchOrders`."""
        return each_understood(CHANGES.to_events(self._watch, after))


def make_service(
    channel: CoreChannel,
) -> OrderService:
    """Return the service, which calls through the channel."""
    return RemoteOrderService(channel)
