"""Orders are stored alike in memory and on the database."""

from app.application.services.order.commands import (
    UpdateOrder,
)
from app.application.services.order.listing import (
    FIELDS,
)
from tests.fakes.repositories.order import (
    FakeOrderRepository,
)
from tests.suites.soft_delete.storage import ReferringSuite


class TestOrderStorage(ReferringSuite):
    name = "order"
    list_fields = FIELDS
    update = UpdateOrder
    unique = FakeOrderRepository.unique
    references = FakeOrderRepository.references
