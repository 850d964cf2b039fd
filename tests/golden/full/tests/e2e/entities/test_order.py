"""Orders on the running service."""

from tests.factories.order import PATH
from tests.suites.journey import JourneySuite


class TestOrderJourney(JourneySuite):
    name = "order"
    path = PATH
