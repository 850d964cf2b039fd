"""What is not to be broken off is not."""

import asyncio

from app.infrastructure.database.waiting import to_its_end


async def test_a_step_ends_however_often_who_waits_for_it_is_cancelled() -> None:
    ended = asyncio.Event()

    async def step() -> None:
        await asyncio.sleep(0.05)
        ended.set()

    waiting = asyncio.create_task(to_its_end(step()))
    for _ in range(3):
        await asyncio.sleep(0.01)
        waiting.cancel()
    await asyncio.wait({waiting})

    assert waiting.cancelled()
    assert ended.is_set()
