"""The native server, as this service needs it."""

import asyncio
from typing import Any, Final

import pygrpc_native.aio
from pygrpc_native._native import STREAM_CLOSED, STREAM_FULL

# How often it is tried again to write to a client that is behind, in seconds: at first, and at most.
_FIRST: Final = 0.001
_LONGEST: Final = 0.05


class NativeServer(pygrpc_native.aio.Server):
    """Waits for clients that are behind without a thread for each.

    The threads of the event loop are few, and those that wait cannot be called back: a handful of
    clients that take nothing would stop all that needs a thread.
    """

    async def _send(self, call: Any, context: Any, response: Any) -> bool:  # noqa: ANN401 - theirs
        front: Any = self._front
        message = self._encode(call, context, response)
        if message is None:
            return False
        context._initial_sent = True  # noqa: SLF001 - as the method does that this one stands for
        pause = _FIRST
        while (sent := front.stream_try_send(call.call_id, message)) == STREAM_FULL:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        return bool(sent != STREAM_CLOSED)
