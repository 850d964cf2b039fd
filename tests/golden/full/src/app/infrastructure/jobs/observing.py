"""What workers tell about jobs to whoever counts them."""

from enum import StrEnum
from typing import Final, Protocol

from app.application.jobs.job_type import Priority
from app.infrastructure.jobs.store import Again, Ended


class Ending(StrEnum):
    """How a run came out."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"  # it is repeated
    DEAD = "dead"
    CANCELLED = "cancelled"
    LOST = "lost"  # another worker has the job
    PUT_BACK = "put_back"  # the worker had to stop


def ending_of(outcome: Ended | Again | None) -> Ending:
    """Return how a run came out; nothing is known of a lost one."""
    if outcome is None:
        return Ending.LOST
    if isinstance(outcome, Ended):
        return Ending(outcome.status.value)
    return Ending.PUT_BACK if outcome.uncounted else Ending.FAILED


class Observer(Protocol):
    """Is told of events in this process, in its event loop: it must be quick and never raise."""

    def enqueued(self, job_type: str, priority: Priority) -> None:
        """Note a job that was stored; its transaction may still be rolled back."""
        ...

    def started(self, job_type: str, priority: Priority) -> None:
        """Note a run that begins."""
        ...

    def ended(self, job_type: str, priority: Priority, ending: Ending, *, seconds: float) -> None:
        """Note a run that is over."""
        ...

    def abandoned(self) -> None:
        """Note a job that was taken away from a silent worker."""
        ...


class Unobserved:
    """Implements `Observer` where nobody counts."""

    def enqueued(self, job_type: str, priority: Priority) -> None:
        """Note nothing."""

    def started(self, job_type: str, priority: Priority) -> None:
        """Note nothing."""

    def ended(self, job_type: str, priority: Priority, ending: Ending, *, seconds: float) -> None:
        """Note nothing."""

    def abandoned(self) -> None:
        """Note nothing."""


UNOBSERVED: Final = Unobserved()
