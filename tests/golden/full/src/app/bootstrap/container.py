"""The adapters that all entities share, made once per process."""

from dataclasses import dataclass
from typing import Any

from app.application.ports.clock import Clock
from app.application.ports.identifiers import Identifiers
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.application.ports.readiness import ReadinessCheck
from app.bootstrap import wiring
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.infrastructure.clock import SystemClock
from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from app.infrastructure.database.readiness import DatabaseReadiness
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.feed import StoredFeed
from app.infrastructure.events.handled import HandledEvents
from app.infrastructure.events.recording import RecordingDatabase
from app.infrastructure.identifiers import TimeOrderedIdentifiers
from app.infrastructure.jobs.enqueueing import StoredJobs
from app.infrastructure.jobs.metrics import JobMetrics
from app.infrastructure.jobs.observing import Observer
from app.infrastructure.jobs.sql.administration import SqlJobAdministration
from app.infrastructure.jobs.sql.store import SqlJobStore
from app.infrastructure.jobs.store import JobStore
from app.infrastructure.telemetry.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Infrastructure:
    """What wiring builds on. Nothing is open before `start`."""

    database: Database
    clock: Clock
    identifiers: Identifiers
    readiness: tuple[ReadinessCheck, ...]
    metrics: Metrics
    job_administration: JobAdministration
    job_store: JobStore
    job_observer: Observer
    jobs: Jobs
    codecs: Codecs
    unit_of_work: RecordingDatabase
    event_feed: StoredFeed
    handled_events: HandledEvents

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
    metrics = Metrics()
    job_administration = SqlJobAdministration(database)
    job_store = SqlJobStore(database)
    job_observer = JobMetrics(metrics.registry)
    jobs = StoredJobs(job_store, identifiers, job_observer)
    codecs = Codecs()
    unit_of_work = RecordingDatabase(database, identifiers, codecs)
    event_feed = StoredFeed(database, codecs, settings.events)
    handled_events = HandledEvents(database, unit_of_work)
    return Infrastructure(
        database=database,
        clock=SystemClock(),
        identifiers=identifiers,
        readiness=(DatabaseReadiness(database),),
        metrics=metrics,
        job_administration=job_administration,
        job_store=job_store,
        job_observer=job_observer,
        jobs=jobs,
        codecs=codecs,
        unit_of_work=unit_of_work,
        event_feed=event_feed,
        handled_events=handled_events,
    )


def make_services(infrastructure: Infrastructure) -> dict[str, Any]:
    """Return the service of every entity, by the name of its package."""
    makers = discover_modules(wiring.__name__, attribute="make_service")
    return {name: make(infrastructure) for name, make in makers.items()}
