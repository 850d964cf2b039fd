"""Keys of jobs."""

from dataclasses import dataclass

import pytest

from app.application.jobs.job_type import JobType, Unique
from app.domain.errors import Invalid
from app.infrastructure.jobs.keys import ordering_key, unique_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A payload."""

    name: str = "Ada"


PLAIN = JobType[Greeting](name="greet", payload=Greeting)
IN_ORDER = JobType[Greeting](
    name="greet", payload=Greeting, ordering_key=lambda payload: payload.name
)
ONCE = JobType[Greeting](
    name="greet", payload=Greeting, unique=Unique(key=lambda payload: payload.name)
)


def test_jobs_have_no_keys_unless_so_declared() -> None:
    assert ordering_key(PLAIN, Greeting()) is None
    assert unique_key(PLAIN, Greeting()) is None


def test_keys_of_other_types_are_other_keys() -> None:
    unique = unique_key(ONCE, Greeting())

    assert ordering_key(IN_ORDER, Greeting()) == "greet:Ada"
    assert unique is not None
    assert unique.value == "greet:Ada"


def test_keys_that_are_too_long_are_refused() -> None:
    longest = Greeting(name="x" * (255 - len("greet:")))
    longer = Greeting(name=f"{longest.name}x")

    assert len(ordering_key(IN_ORDER, longest) or "") == 255
    with pytest.raises(Invalid):
        ordering_key(IN_ORDER, longer)
    with pytest.raises(Invalid):
        unique_key(ONCE, longer)
