"""Customers in memory."""

from app.application.services.customer.service import (
    CustomerService,
)
from app.domain.entities.customer.entity import (
    Customer,
)
from tests.fakes.clock import FakeClock
from tests.fakes.identifiers import FakeIdentifiers
from tests.fakes.soft_delete import FakeSoftDeleteRepository
from tests.fakes.telling import TellingStore


class FakeCustomerRepository(
    FakeSoftDeleteRepository[Customer],
):
    """Implements the port `CustomerRepository`."""

    name = "customer"
    unique = ("email",)


def make_service(
    store: TellingStore,
    clock: FakeClock,
    identifiers: FakeIdentifiers,
) -> CustomerService:
    """Return a service that works in memory."""
    return CustomerService(
        repository=FakeCustomerRepository(store),
        unit_of_work=store,
        clock=clock,
        identifiers=identifiers,
        event_feed=store.feed,
    )
