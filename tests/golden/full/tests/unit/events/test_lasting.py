"""Tasks go on although what they wait for was cancelled."""

import asyncio
from contextlib import suppress
from typing import NoReturn

from app.infrastructure.events.lasting import lasting


async def test_one_goes_on_when_only_what_it_waited_for_was_cancelled() -> None:
    begun, goes_on = list[str](), asyncio.Event()

    async def run() -> NoReturn:
        begun.append("once more")
        if len(begun) == 1:
            raise asyncio.CancelledError
        goes_on.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")

    task = asyncio.create_task(lasting(run, pause=0))
    async with asyncio.timeout(30):
        await goes_on.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    assert task.cancelled()
