"""The adapters that all entities share, made once per process."""

from dataclasses import dataclass
from typing import Any

from app.application.ports.clock import Clock
from app.application.ports.identifiers import Identifiers
from app.application.ports.readiness import ReadinessCheck
from app.application.ports.unit_of_work import UnitOfWork
from app.bootstrap import wiring
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.infrastructure.clock import SystemClock
from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from app.infrastructure.database.readiness import DatabaseReadiness
from app.infrastructure.identifiers import TimeOrderedIdentifiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Infrastructure:
    """What wiring builds on. Nothing is open before `start`."""

    database: Database
    clock: Clock
    identifiers: Identifiers
    unit_of_work: UnitOfWork
    readiness: tuple[ReadinessCheck, ...]

    async def start(self) -> None:
        """Open connections."""
        await self.database.start()

    async def close(self) -> None:
        """Close connections."""
        await self.database.close()


def make_infrastructure(settings: Settings) -> Infrastructure:
    """Choose the adapters."""
    database = connect(settings.database)
    identifiers = TimeOrderedIdentifiers()
    return Infrastructure(
        database=database,
        clock=SystemClock(),
        identifiers=identifiers,
        unit_of_work=database,
        readiness=(DatabaseReadiness(database),),
    )


def make_services(infrastructure: Infrastructure) -> dict[str, Any]:
    """Return the service of every entity, by the name of its package."""
    makers = discover_modules(wiring.__name__, attribute="make_service")
    return {name: make(infrastructure) for name, make in makers.items()}
