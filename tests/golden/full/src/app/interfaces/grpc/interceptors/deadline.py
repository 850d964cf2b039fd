"""Bounds the time that a call may take where its client does not."""

import asyncio
import time
from typing import Any

from app.application.correlation import DEADLINE
from app.domain.errors import Timeout
from app.interfaces.grpc.rpcs import Call, Context

# Seconds of 30 years.
_ENDLESS = 1e9


def with_deadline(call: Call, *, seconds: float | None) -> Call:
    """Cancel a call without a deadline after `seconds`; the others gRPC cancels by itself."""

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        left = time_left(context)
        longest = seconds if left is None else left
        DEADLINE.set(None if longest is None else time.monotonic() + longest)
        if left is not None or seconds is None:
            return await call(request, context)
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                return await call(request, context)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise Timeout(f"The call took longer than {seconds:g} seconds.") from error

    return run


def time_left(context: Context) -> float | None:
    """Return the seconds until the client's deadline, `None` if it has none."""
    # One server says so by nothing, the other by a number without end.
    left: float | None = context.time_remaining()
    return None if left is None or left > _ENDLESS else left
