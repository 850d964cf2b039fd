"""A subscriber that leaves traces in a file."""

import os

from app.application.events.once import Once
from app.application.events.subscriber import Subscriber
from app.application.jobs.job_type import Retries
from app.application.jobs.run import Run, Services
from tests.e2e.jobs.probe import TRACES
from tests.integration.events.plants import Grown

# Whose worker is killed again and again is not to blame.
PATIENT = Retries(attempts=1000)


def make_subscriber(_: Services, once: Once) -> Subscriber[Grown]:
    """Return what notes how plants grow."""
    del once
    return Subscriber(name="note_growth", event=Grown, run=_note, retries=PATIENT)


async def _note(event: Grown, run: Run) -> None:
    del run
    file = os.open(os.environ[TRACES], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(file, f"{event.size}\n".encode())
    finally:
        os.close(file)
