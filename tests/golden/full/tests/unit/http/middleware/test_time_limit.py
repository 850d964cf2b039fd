"""Requests end in time, one way or another."""

import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from app.domain.errors import Timeout
from app.interfaces.http.middleware.time_limit import TimeLimitMiddleware
from tests.asgi import answer_ok, call


async def wait_forever(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Never answer."""
    await asyncio.Event().wait()


async def answer_late(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer after a while."""
    await asyncio.sleep(0.05)
    await answer_ok(scope, receive, send)


async def test_lets_quick_requests_through() -> None:
    answer = await call(TimeLimitMiddleware(answer_ok, seconds=1))

    assert answer.status == 200


async def test_ends_a_request_that_takes_too_long() -> None:
    app = TimeLimitMiddleware(wait_forever, seconds=0.01)

    with pytest.raises(Timeout, match=r"longer than 0\.01 seconds"):
        await call(app)


async def test_lets_an_answer_that_has_no_end_take_longer() -> None:
    app = TimeLimitMiddleware(answer_late, seconds=0.01, endless=["/changes"])

    answer = await call(app, path="/changes")

    assert answer.status == 200
    with pytest.raises(Timeout):
        await call(app, path="/others")


async def test_leaves_the_task_usable_after_a_time_out() -> None:
    app = TimeLimitMiddleware(wait_forever, seconds=0.01)
    with pytest.raises(Timeout):
        await call(app)

    await asyncio.sleep(0)

    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_ends_each_of_many_requests_after_its_own_time() -> None:
    app = TimeLimitMiddleware(wait_forever, seconds=0.05)
    loop = asyncio.get_running_loop()

    async def measure() -> float:
        started = loop.time()
        with pytest.raises(Timeout):
            await call(app)
        return loop.time() - started

    requests = []
    for _ in range(5):
        requests.append(asyncio.create_task(measure()))
        await asyncio.sleep(0.01)

    assert all(0.05 <= duration < 5 for duration in await asyncio.gather(*requests))


async def test_passes_on_a_cancellation_from_outside() -> None:
    request = asyncio.create_task(call(TimeLimitMiddleware(wait_forever, seconds=10)))
    await asyncio.sleep(0)

    request.cancel()

    with pytest.raises(asyncio.CancelledError):
        await request


async def test_passes_on_a_time_out_that_is_not_its_own() -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise TimeoutError("of a driver")

    with pytest.raises(TimeoutError, match="of a driver"):
        await call(TimeLimitMiddleware(fail, seconds=10))


async def test_an_error_during_the_clean_up_after_a_time_out_is_passed_on() -> None:
    async def fail_late(_scope: Scope, _receive: Receive, _send: Send) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("while cleaning up")

    with pytest.raises(RuntimeError, match="while cleaning up"):
        await call(TimeLimitMiddleware(fail_late, seconds=0.01))


def test_works_in_one_event_loop_after_another() -> None:
    app = TimeLimitMiddleware(wait_forever, seconds=0.01)

    for _ in range(2):
        with pytest.raises(Timeout):
            asyncio.run(call(app))
