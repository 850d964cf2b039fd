"""What is claimed first, the urgent but not always, and how much of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from app.application.jobs.job_type import Priority
from app.application.jobs.run import Handler
from app.infrastructure.jobs.execution import Execution

# Every so many claims, what is above this priority has to wait.
_TURNS = ((16, Priority.LOW), (8, Priority.NORMAL), (4, Priority.HIGH))


def floors() -> Iterator[Priority]:
    """Yield for each claim the highest priority that it may take.

    Under any load, one claim in 16 is for the lowest priority alone, so nothing waits for ever.
    """
    for number in count(1):
        yield next(
            (floor for turns, floor in _TURNS if number % turns == 0),
            Priority.CRITICAL,
        )


def rooms(
    handlers: Mapping[str, Handler[Any]], running: Iterable[Execution], concurrency: int
) -> Iterator[tuple[list[str], int]]:
    """Yield types that are claimed together, and how many of them there is room for.

    First all of them compete, as far as each has room; then those without a limit take the rest.
    """
    numbers = Counter(execution.job.type for execution in running)
    free = concurrency - numbers.total()
    if free <= 0:
        return
    unlimited = [name for name, handler in handlers.items() if handler.job.concurrency is None]
    limited = {
        name: min(free, handler.job.concurrency - numbers[name])
        for name, handler in handlers.items()
        if handler.job.concurrency is not None and handler.job.concurrency > numbers[name]
    }
    if limited:
        yield [*limited, *unlimited], min(limited.values())
    if unlimited:
        yield unlimited, free
