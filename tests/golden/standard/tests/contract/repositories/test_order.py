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
from tests.suites.storage import StorageSuite


class TestOrderStorage(StorageSuite):
    name = "order"
    list_fields = FIELDS
    update = UpdateOrder
    unique = FakeOrderRepository.unique
    references = FakeOrderRepository.references
