"""Tags on the running service."""

from tests.factories.tag import PATH
from tests.suites.journey import JourneySuite


class TestTagJourney(JourneySuite):
    name = "tag"
    path = PATH
