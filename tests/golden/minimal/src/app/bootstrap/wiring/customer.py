"""Joins the parts of customers."""

from app.application.services.customer.service import (
    CustomerService,
)
from app.bootstrap.container import Infrastructure
from app.infrastructure.database.repositories.customer.repository import (
    SqlCustomerRepository,
)


def make_service(infrastructure: Infrastructure) -> CustomerService:
    """Return the service of customers."""
    return CustomerService(
        repository=SqlCustomerRepository(infrastructure.database),
        unit_of_work=infrastructure.unit_of_work,
        clock=infrastructure.clock,
        identifiers=infrastructure.identifiers,
    )
