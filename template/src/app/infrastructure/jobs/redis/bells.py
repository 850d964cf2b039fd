"""What wakes workers: lists that get an element when a job begins to wait."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

# Redis keeps a call that waits open so long at most, in seconds.
_LONGEST: Final = 1.0
_SHORTEST: Final = 0.001


class Bells:
    """Waits at the lists.

    Breaking off a call to Redis costs its connection. So a call goes on when nobody waits for it
    any more, and who waits at the same lists next gets its answer.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._calls: dict[tuple[str, ...], asyncio.Task[bool]] = {}

    async def rings(self, bells: Sequence[str], *, within: float) -> bool:
        """Return whether one of them rings, in so many seconds at most."""
        place = tuple(bells)
        call = self._calls.get(place)
        if call is None:
            call = self._calls[place] = asyncio.create_task(self._listen(place, within))
            call.add_done_callback(lambda _: self._calls.pop(place))
        done, _ = await asyncio.wait({call}, timeout=within)
        return bool(done) and call.result()

    async def close(self) -> None:
        """Break all calls off."""
        calls = list(self._calls.values())
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)

    async def _listen(self, bells: tuple[str, ...], seconds: float) -> bool:
        # What is wrong with Redis shows in the next call that needs an answer.
        with suppress(RedisError):
            timeout = min(max(seconds, _SHORTEST), _LONGEST)
            return await self._client.blpop(list(bells), timeout=timeout) is not None
        return False
