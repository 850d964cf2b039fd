"""When those who follow events are told that nothing happens."""

import asyncio
from contextlib import suppress


class Silence:
    """The time since something was last said, in seconds; over at first, as nothing was said yet."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._now = asyncio.get_running_loop().time
        self._end = self._now()

    def is_broken(self) -> None:
        """Begin anew."""
        self._end = self._now() + self._longest

    def is_over(self) -> bool:
        """Return whether it has been long enough; then begin anew."""
        if self._now() < self._end:
            return False
        self.is_broken()
        return True

    async def wait(self, news: asyncio.Event) -> None:
        """Wait for news, and not longer than the silence may be."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._end):
                await news.wait()
