"""The use cases of orders."""

from app.application.services.order.commands import (
    UpdateOrder,
)
from tests.suites.services import ServiceSuite


class TestOrderService(ServiceSuite):
    name = "order"
    update = UpdateOrder
