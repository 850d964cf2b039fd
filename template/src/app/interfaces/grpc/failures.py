"""What is said about a call that failed, and what is written into the log about it."""

import os

import grpc
import structlog
from google.rpc.status_pb2 import Status

from app.application.correlation import REQUEST_ID
from app.domain.errors import DomainError
from app.interfaces.grpc.endless import Stopping
from app.protocol.statuses import code_of, to_status

# The categories that are no fault of the caller.
_OURS = frozenset(
    {
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
    }
)

_log = structlog.stdlib.get_logger()


def describe(error: Exception) -> tuple[grpc.StatusCode, Status]:
    """Turn an exception into a status with its details; log what is the fault of the service."""
    told = error if isinstance(error, DomainError) else _opaque()
    is_ours = code_of(told) in _OURS and not isinstance(told, Stopping)
    error_id = os.urandom(8).hex() if is_ours else None
    if error_id is not None:
        _report(error, told, error_id)
    return to_status(told, request_id=REQUEST_ID.get(), error_id=error_id)


def _opaque() -> DomainError:
    return DomainError("The service failed. Tell its operators the error_id.", code="internal")


def _report(error: Exception, told: DomainError, error_id: str) -> None:
    log = _log.bind(code=told.code, error_id=error_id)
    if error is told:
        # Expected under load, and then by the thousand: a traceback each would cost more than help.
        log.warning("call_failed", reason=told.message, cause=repr(error.__cause__))
    else:
        log.error("call_failed", exc_info=error)
