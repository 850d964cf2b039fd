"""A subscriber of a test."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from app.application.events.subscriber import Subscriber
from app.application.jobs.job_type import Retries
from app.application.jobs.run import Run
from app.domain.errors import Invalid, Unavailable
from tests.integration.events.plants import Grown

QUICK_RETRIES = Retries(attempts=3, base=dt.timedelta(0))


class Gardener:
    """Notes what it is told; some sizes it cannot bear, or only at the second time."""

    def __init__(self) -> None:
        self.noted: defaultdict[UUID, list[int]] = defaultdict(list)
        self.unbearable: set[int] = set()
        self.surprising: set[int] = set()

    async def note(self, event: Grown, run: Run) -> None:
        """Be told of an event."""
        if event.size in self.unbearable:
            raise Invalid("too much")
        if event.size in self.surprising and run.attempt == 1:
            raise Unavailable("not now")
        self.noted[event.plant].append(event.size)

    def subscriber(self, name: str = "note_growth") -> Subscriber[Grown]:
        """Return its subscription."""
        return Subscriber(name=name, event=Grown, run=self.note, retries=QUICK_RETRIES)
