"""Stores customers in the database."""

from app.domain.entities.customer.entity import (
    Customer,
)
from app.infrastructure.database.repositories.customer.table import (
    TABLE,
)
from app.infrastructure.database.soft_delete import SoftDeleteRepository


class SqlCustomerRepository(
    SoftDeleteRepository[Customer],
):
    """Implements the port `CustomerRepository`."""

    entity = Customer
    table = TABLE
