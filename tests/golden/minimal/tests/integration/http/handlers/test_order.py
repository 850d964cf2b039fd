"""The routes of orders, with the database behind them."""

from tests.factories.order import PATH, make_body
from tests.fakes.repositories.order import (
    FakeOrderRepository,
)
from tests.suites.http import HttpSuite, seeder

__all__ = ["seeder"]


class TestOrderRoutes(HttpSuite):
    name = "order"
    path = PATH
    unique = FakeOrderRepository.unique
    make_body = make_body
