"""The loops of a worker end when they are told to."""

import asyncio

import pytest

from app.infrastructure.jobs import repeating
from app.infrastructure.jobs.repeating import break_off, first_of


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what swallows a cancellation be told again soon."""
    monkeypatch.setattr(repeating, "_INSIST", 0.5)


async def swallow_once() -> None:
    """Go on after a cancellation, as some libraries do when it comes at the wrong moment."""
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        await asyncio.sleep(60)


async def test_what_swallows_a_cancellation_is_broken_off_all_the_same() -> None:
    task = asyncio.create_task(swallow_once())
    await asyncio.sleep(0)

    await break_off(task)

    assert task.cancelled()


async def test_waiting_for_the_first_ends_with_the_first() -> None:
    async def be_first() -> None:
        return

    async with asyncio.timeout(30):
        await first_of(swallow_once(), be_first())


async def test_who_is_cancelled_while_it_breaks_off_leaves_nothing_behind() -> None:
    async def close_its_connection() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)

    task = asyncio.create_task(close_its_connection())
    await asyncio.sleep(0)
    breaking_off = asyncio.create_task(break_off(task))
    await asyncio.sleep(0.01)

    breaking_off.cancel()
    await asyncio.wait({breaking_off})

    assert breaking_off.cancelled()
    assert task.cancelled()
