"""Customers are stored alike in memory and on the database."""

from app.application.services.customer.commands import (
    UpdateCustomer,
)
from app.application.services.customer.listing import (
    FIELDS,
)
from tests.fakes.repositories.customer import (
    FakeCustomerRepository,
)
from tests.suites.soft_delete.storage import StorageSuite


class TestCustomerStorage(StorageSuite):
    name = "customer"
    list_fields = FIELDS
    update = UpdateCustomer
    unique = FakeCustomerRepository.unique
    references = FakeCustomerRepository.references
