"""What is declared once for all jobs of a kind."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from app.domain.errors import DomainError, Forbidden, Invalid, NotFound, Unauthenticated

Payload = TypeVar("Payload")


class Priority(IntEnum):
    """What goes first; what comes last still gets a share, whatever waits before it."""

    CRITICAL = 0
    HIGH = 1
    NORMAL = 2
    LOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """When a failed run is repeated: exponential backoff with full jitter.

    The pause before run `n + 1` is random, up to `base * factor ** (n - 1)` and never above `cap`.
    """

    attempts: int = 5
    base: dt.timedelta = dt.timedelta(seconds=1)
    factor: float = 2.0
    cap: dt.timedelta = dt.timedelta(hours=1)
    # Repeating a job that fails like this cannot help: it is dead at once.
    never_after: tuple[type[Exception], ...] = (Forbidden, Invalid, NotFound, Unauthenticated)

    def allow(self, error: BaseException, *, attempt: int) -> bool:
        """Return whether there is a run after this one, the `attempt`-th, has failed."""
        return attempt < self.attempts and not isinstance(error, self.never_after)


class WhenTaken(StrEnum):
    """What happens to a job whose key another one has."""

    KEEP = "keep"  # the other one is returned instead
    REJECT = "reject"  # `AlreadyEnqueued` is raised
    REPLACE = "replace"  # the other one is cancelled if it has not begun, else kept


class AlreadyEnqueued(DomainError):
    """There is a job with this key already."""

    code = "already_enqueued"


@dataclass(frozen=True, kw_only=True)
class Unique(Generic[Payload]):
    """No two jobs with one key: until they have ended, and no sooner than after `window`.

    A dead one keeps nobody away, and may be replayed beside another. Schedules go by their own key.
    """

    key: Callable[[Payload], str]
    window: dt.timedelta = dt.timedelta(0)
    when_taken: WhenTaken = WhenTaken.KEEP


@dataclass(frozen=True, kw_only=True)
class JobType(Generic[Payload]):
    """A kind of job: `payload` is a dataclass, of which `version` counts the incompatible changes."""

    name: str
    payload: type[Payload]
    version: int = 1
    priority: Priority = Priority.NORMAL
    time_limit: dt.timedelta = dt.timedelta(minutes=10)
    retries: Retries = field(default_factory=Retries)
    unique: Unique[Payload] | None = None
    # Those with one key run one after the other, in the order in which they were enqueued. One that
    # has a delay, or pauses before it is run again, holds up those behind it; a dead one does not.
    ordering_key: Callable[[Payload], str] | None = None
    # How many of them one worker runs at the same time; `None` is as many as it runs at all.
    concurrency: int | None = None
    # How long they are kept after they have ended; what is dead stays until somebody decides.
    kept: dt.timedelta = dt.timedelta(days=1)
