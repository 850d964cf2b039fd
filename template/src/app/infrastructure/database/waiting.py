"""How to wait for others to write something."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

Result = TypeVar("Result")

# Returns when there may be something, or when so many seconds have passed.
Wait: TypeAlias = Callable[[float], Coroutine[Any, Any, None]]


async def to_its_end(step: Coroutine[Any, Any, Result]) -> Result:
    """Do something that is short and not to be broken off, since that would cost a connection.

    A cancellation takes effect when it is over, however often it comes.
    """
    task = asyncio.ensure_future(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        raise
