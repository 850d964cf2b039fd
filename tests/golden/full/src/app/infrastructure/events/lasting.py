"""Tasks that go on until they are ended."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, NoReturn

import structlog

# Before something is begun again, in seconds: what has failed may fail again at once.
_PAUSE: Final = 1.0

_log = structlog.stdlib.get_logger()


async def lasting(
    run: Callable[[], Coroutine[Any, Any, NoReturn]], *, pause: float = _PAUSE
) -> NoReturn:
    """Run something until this task is cancelled; begin it again if only what it waited for was."""
    task = asyncio.current_task()
    while True:
        try:
            await run()
        except asyncio.CancelledError:
            if task is None or task.cancelling():
                raise
            _log.warning("chore_begun_again", exc_info=True)
        await asyncio.sleep(pause)
