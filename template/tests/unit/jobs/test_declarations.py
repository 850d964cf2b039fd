"""How jobs are declared."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.application.jobs.job_type import JobType, Unique
from app.application.jobs.run import Handler, Run
from app.application.jobs.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A payload."""

    name: str = "Ada"


async def greet(payload: Greeting, _: Run) -> str:
    return payload.name


def test_declarations_may_name_the_type_of_their_payload() -> None:
    unique = Unique[Greeting](key=lambda payload: payload.name)
    job = JobType[Greeting](name="greet", payload=Greeting, unique=unique)
    schedule = Schedule[Greeting](name="daily", expression="0 7 * * *", payload=Greeting())

    handler = Handler[Greeting](job=job, run=greet, schedules=(schedule,))

    assert handler.job.payload is Greeting
    assert handler.schedules[0].zone == ZoneInfo("UTC")
