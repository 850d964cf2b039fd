"""Who is asked first."""

from collections import Counter
from itertools import islice

from app.application.jobs.job_type import Priority
from app.infrastructure.jobs.fairness import floors


def test_each_priority_has_its_share_of_claims() -> None:
    shares = Counter(islice(floors(), 160))

    assert shares == {
        Priority.CRITICAL: 120,
        Priority.HIGH: 20,
        Priority.NORMAL: 10,
        Priority.LOW: 10,
    }


def test_the_most_urgent_are_asked_first() -> None:
    assert list(islice(floors(), 3)) == [Priority.CRITICAL] * 3


def test_the_least_urgent_wait_for_fifteen_claims_at_most() -> None:
    turns = [number for number, floor in enumerate(islice(floors(), 64)) if floor is Priority.LOW]

    assert turns == [15, 31, 47, 63]
