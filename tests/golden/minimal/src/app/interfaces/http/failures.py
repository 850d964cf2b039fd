"""Which answer each exception gets: the one table of this interface."""

import os
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.domain.errors import (
    Conflict,
    DomainError,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    StaleVersion,
    Timeout,
    Unauthenticated,
    Unavailable,
)
from app.interfaces.http.problems import Failure, render

_STATUS: Mapping[type[DomainError], int] = {
    Invalid: 422,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    StaleVersion: 412,
    RateLimited: 429,
    Unavailable: 503,
    Timeout: 504,
    DomainError: 500,
}
_HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"www-authenticate": "Bearer"},
    429: {"retry-after": "1"},
    503: {"retry-after": "1"},
}
_CODES: Mapping[int, str] = {
    400: "malformed",
    413: "too_large",
    415: "unsupported_media_type",
}
_SERVER_ERROR = 500
# A list of a million bad items is not answered with a million errors.
_MAX_ERRORS = 100

_log = structlog.stdlib.get_logger()


def answer(error: Exception) -> Response:
    """Turn an exception into an answer; log what is the fault of the service."""
    failure = describe(error)
    if failure.error_id is not None:
        _report(error, failure)
    return render(failure)


def describe(error: Exception) -> Failure:
    """Say what may be said about an exception."""
    if isinstance(error, DomainError):
        return _describe_domain_error(error)
    if isinstance(error, RequestValidationError):
        return _describe_validation(error.errors())
    if isinstance(error, HTTPException) and error.status_code < _SERVER_ERROR:
        return Failure(
            status=error.status_code,
            code=_code(error.status_code),
            detail=str(error.detail),
            headers=error.headers or {},
        )
    return Failure(
        status=_SERVER_ERROR,
        code="internal",
        detail="The service failed. Tell its operators the error_id.",
        error_id=_new_error_id(),
    )


def _report(error: Exception, failure: Failure) -> None:
    log = _log.bind(code=failure.code, error_id=failure.error_id)
    if isinstance(error, DomainError):
        # Expected under load, and then by the thousand: a traceback each would cost more than help.
        log.warning("request_failed", reason=failure.detail, cause=repr(error.__cause__))
    else:
        log.error("request_failed", exc_info=error)


def _describe_domain_error(error: DomainError) -> Failure:
    status = next(_STATUS[cls] for cls in type(error).__mro__ if cls in _STATUS)
    return Failure(
        status=status,
        code=error.code,
        detail=error.message,
        errors=error.fields,
        headers=_HEADERS.get(status, {}),
        error_id=_new_error_id() if status >= _SERVER_ERROR else None,
    )


def _describe_validation(errors: Sequence[Mapping[str, Any]]) -> Failure:
    malformed = next((error for error in errors if error["type"] == "json_invalid"), None)
    if malformed is not None:
        reason = malformed["ctx"]["error"]
        position = malformed["loc"][-1]
        detail = f"The body is not JSON: {reason} at character {position}."
        return Failure(status=400, code="malformed", detail=detail)
    fields = tuple(_describe_field(error) for error in errors[:_MAX_ERRORS])
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    detail = f"{fields[0].field}: {fields[0].message}{more}"
    return Failure(status=422, code="invalid", detail=detail, errors=fields)


def _describe_field(error: Mapping[str, Any]) -> FieldError:
    place, *path = error["loc"]
    name = ".".join(str(part) for part in path) or str(place)
    return FieldError(field=name, code=error["type"], message=error["msg"])


def _code(status: int) -> str:
    return _CODES.get(status) or HTTPStatus(status).name.lower()


def _new_error_id() -> str:
    return os.urandom(8).hex()
