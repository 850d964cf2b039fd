"""The use cases of customers."""

from app.application.services.customer.commands import (
    UpdateCustomer,
)
from tests.suites.soft_delete.services import ServiceSuite


class TestCustomerService(ServiceSuite):
    name = "customer"
    update = UpdateCustomer
