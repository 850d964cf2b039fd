"""When jobs are enqueued by the clock."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic
from zoneinfo import ZoneInfo

from app.application.jobs.job_type import Payload


class Misfire(StrEnum):
    """What happens to the instants that nobody was there for."""

    SKIP = "skip"
    RUN_ONCE = "run_once"


@dataclass(frozen=True, kw_only=True)
class Schedule(Generic[Payload]):
    """An entry of a crontab: minute, hour, day of month, month, day of week.

    At a change of the clock, a time that does not exist is run at the next one that does, and one
    that comes twice is run once; what comes every hour, or every few, does so in both. That is how
    the cron of Debian does it.
    """

    name: str
    expression: str
    payload: Payload
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    misfire: Misfire = Misfire.RUN_ONCE
    # Whether one is enqueued while that of an earlier instant has not ended.
    overlap: bool = False
