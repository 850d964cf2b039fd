"""The last line: whatever went wrong, the client gets a status and the log gets the reason."""

import os
from typing import Any

import grpc
import structlog

from app.application.correlation import REQUEST_ID
from app.domain.errors import DomainError
from app.interfaces.grpc.interceptors.request_id import KEY
from app.interfaces.grpc.rpcs import Call, Context
from app.protocol.statuses import DETAILS, code_of, to_status

# The categories that are no fault of the caller.
_OURS = frozenset(
    {
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
    }
)

_log = structlog.stdlib.get_logger()


def with_errors(call: Call) -> Call:
    """Answer exceptions with a status and its details; log what is the fault of the service."""

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        try:
            return await call(request, context)
        except DomainError as error:
            await _abort(context, error, cause=error)
        except grpc.aio.AbortError:
            raise
        except Exception as error:  # noqa: BLE001 - nothing else may leave the service
            told = "The service failed. Tell its operators the error_id."
            await _abort(context, DomainError(told, code="internal"), cause=error)

    return run


async def _abort(context: Context, error: DomainError, *, cause: Exception) -> None:
    request_id = REQUEST_ID.get()
    error_id = os.urandom(8).hex() if code_of(error) in _OURS else None
    if error_id is not None:
        _report(error, cause, error_id)
    code, status = to_status(error, request_id=request_id, error_id=error_id)
    await context.abort(
        code,
        error.message,
        ((KEY, request_id), (DETAILS, status.SerializeToString())),
    )


def _report(error: DomainError, cause: Exception, error_id: str) -> None:
    log = _log.bind(code=error.code, error_id=error_id)
    if cause is error:
        # Expected under load, and then by the thousand: a traceback each would cost more than help.
        log.warning("call_failed", reason=error.message, cause=repr(error.__cause__))
    else:
        log.error("call_failed", exc_info=cause)
