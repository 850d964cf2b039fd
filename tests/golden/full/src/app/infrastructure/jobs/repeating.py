"""Small things that loops of a worker are made of."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog

from app.domain.errors import DomainError
from app.infrastructure.database.waiting import to_its_end

# After so long, what goes on although it was broken off is told again, in seconds. By then it has
# closed its connection, which may take two: a second time would break that off.
_INSIST: Final = 3.0
# What is under way at the end may take so long, in seconds: a statement ends better by itself.
_ENDING: Final = 5.0

_log = structlog.stdlib.get_logger()


@asynccontextmanager
async def repeating(*steps: tuple[Callable[[], Awaitable[object]], float]) -> AsyncIterator[None]:
    """Do things every so many seconds while the context is open; then let what is under way end."""
    over = asyncio.Event()
    loops = [asyncio.create_task(_repeat(step, every, over)) for step, every in steps]
    try:
        yield
        over.set()
        await asyncio.wait(loops, timeout=_ENDING)
    finally:
        await break_off(*loops)


async def _repeat(step: Callable[[], Awaitable[object]], every: float, over: asyncio.Event) -> None:
    while not over.is_set():
        await attempt(step)
        await first_of(over.wait(), asyncio.sleep(every))


async def attempt(step: Callable[[], Awaitable[object]], **facts: str) -> bool:
    """Do something once; log its failure and these facts instead of raising it; return whether it worked."""
    try:
        await step()
    except DomainError as error:
        _log.warning("worker_step_failed", error=str(error), code=error.code, **facts)
    except Exception:  # noqa: BLE001 - it is logged
        _log.exception("worker_step_failed", **facts)
    except asyncio.CancelledError:
        # That something else was cancelled does not end the loop that waited for it.
        if _is_being_cancelled():
            raise
        _log.exception("worker_step_failed", **facts)
    else:
        return True
    return False


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def first_of(*steps: Coroutine[Any, Any, object]) -> None:
    """Return when one of these has ended, and break the others off; raise what it raised."""
    tasks = [asyncio.ensure_future(step) for step in steps]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await break_off(*tasks)


async def break_off(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel tasks until they have ended; who is cancelled meanwhile leaves none behind.

    Once is not enough: in Python 3.11 `asyncio.wait_for`, which drivers connect with, swallows a
    cancellation that comes when its step has just ended (python/cpython#86296).
    """
    await to_its_end(_cancel_until_ended(tasks))


async def _cancel_until_ended(tasks: Collection["asyncio.Future[Any]"]) -> None:
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_INSIST)
    await asyncio.gather(*tasks, return_exceptions=True)
