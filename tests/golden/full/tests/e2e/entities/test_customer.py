"""Customers on the running service."""

from tests.factories.customer import PATH
from tests.suites.soft_delete.journey import JourneySuite


class TestCustomerJourney(JourneySuite):
    name = "customer"
    path = PATH
