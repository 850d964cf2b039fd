"""The routes of customers, with the database behind them."""

from tests.factories.customer import PATH, make_body
from tests.fakes.repositories.customer import (
    FakeCustomerRepository,
)
from tests.suites.soft_delete.http import HttpSuite, seeder

__all__ = ["seeder"]


class TestCustomerRoutes(HttpSuite):
    name = "customer"
    path = PATH
    unique = FakeCustomerRepository.unique
    make_body = make_body
