"""The native server, as this service needs it."""

import asyncio
import math
from collections import Counter
from typing import Any, Final

import pygrpc_native.aio
from pygrpc_native._native import STREAM_CLOSED, STREAM_FULL

# How often it is tried again to write to a client that is behind, in seconds: at first, and at most.
_FIRST: Final = 0.001
_LONGEST: Final = 0.05
# How long the last answers may need to leave the process, in seconds.
_FLUSH: Final = 0.05
# What HTTP/2 lets a stream send before its client has taken anything, in bytes.
_WINDOW: Final = 65_535
# What gRPC writes before each message, in bytes.
_PREFIX: Final = 5


class NativeServer(pygrpc_native.aio.Server):
    """Waits for clients that are behind: without a thread for each, and before it closes.

    The threads of the event loop are few, and those that wait cannot be called back: a handful of
    clients that take nothing would stop all that needs a thread.
    """

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what the server below is given
        super().__init__(**given)
        self._sent: Counter[int] = Counter()
        # When the last stream ended of which much may not have been taken yet.
        self._ended = -math.inf

    async def flush(self, *, at_most: float) -> None:
        """Wait until the last answers have left; what clients have taken, nothing tells."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(max(_FLUSH, self._ended + at_most - now))

    async def _run_stream(self, call: Any, context: Any, request: Any) -> None:  # noqa: ANN401
        try:
            await super()._run_stream(call, context, request)
            # Who was told of a failure knows that something is missing.
            if self._sent[call.call_id] > _WINDOW and context.code() is None:
                self._ended = asyncio.get_running_loop().time()
        finally:
            del self._sent[call.call_id]

    async def _send(self, call: Any, context: Any, response: Any) -> bool:  # noqa: ANN401 - theirs
        front: Any = self._front
        message = self._encode(call, context, response)
        if message is None:
            return False
        self._sent[call.call_id] += _PREFIX + len(message)
        context._initial_sent = True  # noqa: SLF001 - as the method does that this one stands for
        pause = _FIRST
        while (sent := front.stream_try_send(call.call_id, message)) == STREAM_FULL:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        return bool(sent != STREAM_CLOSED)
