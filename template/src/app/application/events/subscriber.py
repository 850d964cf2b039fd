"""What is done whenever something has happened."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic

from app.application.jobs.job_type import Priority, Retries
from app.application.jobs.run import Run
from app.application.ports.events import Event


@dataclass(frozen=True, kw_only=True)
class Subscriber(Generic[Event]):
    """Handles each event of a kind, in a job of its own: at least once, hence sometimes twice.

    The events of one subject are handled one after the other, in their order. One that fails for
    good is a dead letter, and the next one is handled. `name` is that of the jobs.
    """

    name: str
    event: type[Event]
    run: Callable[[Event, Run], Awaitable[object]]
    priority: Priority = Priority.NORMAL
    time_limit: dt.timedelta = dt.timedelta(minutes=10)
    retries: Retries = field(default_factory=Retries)
    # How many of them one worker handles at the same time; `None` is as many as it runs at all.
    concurrency: int | None = None
