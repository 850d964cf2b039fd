"""Customers as messages."""

from app.application.services.customer.commands import (
    CreateCustomer,
    UpdateCustomer,
)
from app.domain.entities.customer.entity import (
    Customer,
)
from app.domain.entities.customer.events import (
    CustomerChanged,
)
from app.protocol import codecs
from app.protocol.changes import ChangeConverter
from app.protocol.converter import Converter
from app.protocol.fields import MessageField
from app.v1 import (
    customer_pb2 as messages,
)

CONVERTER = Converter(
    entity=Customer,
    message=messages.Customer,
    create=CreateCustomer,
    update=UpdateCustomer,
    fields={
        "name": MessageField(
            codec=codecs.PLAIN,
            required=True,
        ),
        "email": MessageField(
            codec=codecs.PLAIN,
            required=True,
        ),
    },
    others={"deleted_at": MessageField(codec=codecs.MOMENT)},
)

CHANGES = ChangeConverter(
    converter=CONVERTER,
    event=CustomerChanged,
    request=messages.WatchCustomersRequest,
    response=messages.WatchCustomersResponse,
    field="customer",
)
