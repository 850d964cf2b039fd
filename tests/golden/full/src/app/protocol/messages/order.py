"""Orders as messages."""

from app.application.services.order.commands import (
    CreateOrder,
    UpdateOrder,
)
from app.domain.entities.order.entity import (
    Order,
    OrderStatus,
)
from app.domain.entities.order.events import (
    OrderChanged,
)
from app.protocol import codecs
from app.protocol.changes import ChangeConverter
from app.protocol.converter import Converter
from app.protocol.fields import MessageField
from app.v1 import (
    order_pb2 as messages,
)

CONVERTER = Converter(
    entity=Order,
    message=messages.Order,
    create=CreateOrder,
    update=UpdateOrder,
    fields={
        "number": MessageField(
            codec=codecs.PLAIN,
            required=True,
        ),
        "total": MessageField(
            codec=codecs.decimal(2),
            required=True,
        ),
        "status": MessageField(
            codec=codecs.choice(
                OrderStatus,
                messages.Order.DESCRIPTOR.enum_types_by_name["Status"],
            ),
        ),
        "customer_id": MessageField(
            codec=codecs.IDENTIFIER,
            required=True,
        ),
        "tag_ids": MessageField(
            codec=codecs.IDENTIFIERS,
            repeated=True,
        ),
        "placed_at": MessageField(
            codec=codecs.MOMENT,
        ),
        "note": MessageField(
            codec=codecs.PLAIN,
            nullable=True,
        ),
    },
)

CHANGES = ChangeConverter(
    converter=CONVERTER,
    event=OrderChanged,
    request=messages.WatchOrdersRequest,
    response=messages.WatchOrdersResponse,
    field="order",
)
