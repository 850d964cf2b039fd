"""All services together, in memory or on the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.application.ports.unit_of_work import UnitOfWork
from app.bootstrap.container import Infrastructure, make_services
from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from tests.fakes import repositories
from tests.fakes.clock import FakeClock
from tests.fakes.identifiers import FakeIdentifiers
from tests.fakes.store import FakeStore

SEED = 7


@dataclass(frozen=True, slots=True)
class World:
    """The services by the names of their entities."""

    services: Mapping[str, Any]
    seeder: Seeder
    unit_of_work: UnitOfWork


def make_fake_world() -> World:
    """Return services that work in memory."""
    store, clock, identifiers = FakeStore(), FakeClock(), FakeIdentifiers()
    makers = discover_modules(repositories.__name__, attribute="make_service")
    services = {name: make(store, clock, identifiers) for name, make in makers.items()}
    return World(services, Seeder(services, seed=SEED), store)


def make_world(infrastructure: Infrastructure) -> World:
    """Return the services as the program has them."""
    services = make_services(infrastructure)
    return World(services, Seeder(services, seed=SEED), infrastructure.unit_of_work)
