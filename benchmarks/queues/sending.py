"""Enqueues jobs, many at once or one after the other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

# How many clients enqueue at the same time.
_CLIENTS: Final = 20


async def send(enqueue: Callable[[], Awaitable[object]], arguments: Sequence[str]) -> None:
    """Enqueue so many jobs with such pauses, in seconds; print how long it took, in seconds."""
    number, pause = int(arguments[1]), float(arguments[2])
    left = iter(range(number))

    async def be_client() -> None:
        for _ in left:
            await enqueue()
            if pause:
                await asyncio.sleep(pause)

    started = time.perf_counter()
    await asyncio.gather(*(be_client() for _ in range(1 if pause else _CLIENTS)))
    print(time.perf_counter() - started)
