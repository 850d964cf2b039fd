"""Writes one line about every call."""

import asyncio
from functools import partial
from time import perf_counter
from typing import Any, Final

import grpc
import structlog

from app.interfaces.grpc.interceptors.deadline import time_left
from app.interfaces.grpc.rpcs import Call, Context

# A call that is cancelled so shortly before its deadline, in seconds, was cancelled by it.
_SHORTLY: Final = 0.01
_NAMES = {code.value[0]: code.name for code in grpc.StatusCode}


def with_access_log(call: Call, *, method: str) -> Call:
    """Log method, status and duration when a call is over.

    The line is written behind the answer, which does not wait for it.
    """
    # Bound here: looking the logger up for every call costs a microsecond.
    log = structlog.stdlib.get_logger().bind()

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        started, is_cancelled = perf_counter(), False
        try:
            return await call(request, context)
        except asyncio.CancelledError:
            is_cancelled = True
            raise
        finally:
            line = partial(
                log.info,
                "call_finished",
                method=method,
                status=_why_cancelled(context) if is_cancelled else _status(context),
                duration_ms=round((perf_counter() - started) * 1000, 3),
            )
            asyncio.get_running_loop().call_soon(line)

    return run


def _why_cancelled(context: Context) -> str:
    left = time_left(context)
    return "DEADLINE_EXCEEDED" if left is not None and left < _SHORTLY else "CANCELLED"


def _status(context: Context) -> str:
    code: Any = context.code()
    return _NAMES.get(getattr(code, "value", (code or 0,))[0], "UNKNOWN")
