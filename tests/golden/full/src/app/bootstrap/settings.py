"""All settings of the service: one class per concern, which lives beside its concern."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.bootstrap.modes import Mode
from app.bootstrap.serving_settings import ServingSettings
from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.events.settings import EventsSettings
from app.infrastructure.jobs.settings import JobsSettings
from app.infrastructure.remote.settings import CoreSettings
from app.infrastructure.telemetry.settings import LoggingSettings
from app.interfaces.grpc.settings import GrpcSettings
from app.interfaces.http.admin.settings import AdminSettings
from app.interfaces.http.settings import HttpSettings


class Settings(BaseModel):
    """Read once, when a process starts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    environment: Literal["development", "production"] = Field(
        default="development",
        description="Decides which file of `config/` is read and how careful the service is.",
    )
    mode: Mode = Field(
        default="monolith",
        description="Which part of the service the process is.",
    )
    database: DatabaseSettings
    admin: AdminSettings = AdminSettings()
    core: CoreSettings = CoreSettings()
    events: EventsSettings = EventsSettings()
    grpc: GrpcSettings = GrpcSettings()
    http: HttpSettings = HttpSettings()
    jobs: JobsSettings = JobsSettings()
    logging: LoggingSettings = LoggingSettings()
    serving: ServingSettings = ServingSettings()
