"""Failures as statuses with details (google.rpc.Status, AIP-193), both ways: the one table."""

from collections.abc import Mapping

import grpc
from google.protobuf.any_pb2 import Any as Packed
from google.protobuf.message import DecodeError, Message
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status

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
from app.protocol.bounds import shorten_fields, shorten_message

# Where the codes of `ErrorInfo` are defined.
DOMAIN = "app.v1"
# The metadata that carries the details.
DETAILS = "grpc-status-details-bin"

_CODES: Mapping[type[DomainError], grpc.StatusCode] = {
    Invalid: grpc.StatusCode.INVALID_ARGUMENT,
    Unauthenticated: grpc.StatusCode.UNAUTHENTICATED,
    Forbidden: grpc.StatusCode.PERMISSION_DENIED,
    NotFound: grpc.StatusCode.NOT_FOUND,
    Conflict: grpc.StatusCode.FAILED_PRECONDITION,
    StaleVersion: grpc.StatusCode.ABORTED,
    RateLimited: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Unavailable: grpc.StatusCode.UNAVAILABLE,
    Timeout: grpc.StatusCode.DEADLINE_EXCEEDED,
    DomainError: grpc.StatusCode.INTERNAL,
}
# gRPC has a word of its own for one case of a category.
_SPECIAL: Mapping[str, tuple[type[DomainError], grpc.StatusCode]] = {
    "already_exists": (Conflict, grpc.StatusCode.ALREADY_EXISTS),
}
_CATEGORIES: Mapping[grpc.StatusCode, type[DomainError]] = {
    **{code: category for category, code in _CODES.items()},
    **{code: category for category, code in _SPECIAL.values()},
    grpc.StatusCode.CANCELLED: Unavailable,
}
_UNTOLD: Mapping[type[DomainError], str] = {
    Unavailable: "A part of the service does not answer.",
    Timeout: "A part of the service took too long.",
}


def code_of(error: DomainError) -> grpc.StatusCode:
    """Return the status of a failure, by its category."""
    if error.code in _SPECIAL:
        return _SPECIAL[error.code][1]
    return next(_CODES[cls] for cls in type(error).__mro__ if cls in _CODES)


def to_status(
    error: DomainError, *, request_id: str, error_id: str | None = None
) -> tuple[grpc.StatusCode, Status]:
    """Say what may be said about a failure, as far as clients accept it."""
    metadata = {"request_id": request_id} | ({"error_id": error_id} if error_id else {})
    details: list[Message] = [
        ErrorInfo(reason=error.code.upper(), domain=DOMAIN, metadata=metadata)
    ]
    if error.fields:
        details.append(_violations(error))
    code = code_of(error)
    packed = [_pack(detail) for detail in details]
    message = shorten_message(error.message)
    return code, Status(code=code.value[0], message=message, details=packed)


def to_error(code: grpc.StatusCode, message: str, details: bytes | None) -> DomainError:
    """Read a failure of another process of this service; what only gRPC said is not for clients."""
    category = _CATEGORIES.get(code, DomainError)
    info, bad_request = ErrorInfo(), BadRequest()
    found = _unpack(details)
    if not found and code is grpc.StatusCode.RESOURCE_EXHAUSTED:
        # The library says so of a message over the limit, which the same one will always be.
        return Invalid("The request is too large for a part of the service.", code="too_large")
    if not found:
        return category(_UNTOLD.get(category, "A part of the service failed."))
    for detail in found:
        detail.Unpack(info)
        detail.Unpack(bad_request)
    fields = [
        FieldError(problem.field, problem.reason.lower(), problem.description)
        for problem in bad_request.field_violations
    ]
    return category(message, code=info.reason.lower() or None, fields=fields)


def _violations(error: DomainError) -> BadRequest:
    return BadRequest(
        field_violations=[
            BadRequest.FieldViolation(
                field=found.field,
                reason=found.code.upper(),
                description=found.message,
            )
            for found in shorten_fields(error.fields)
        ]
    )


def _pack(detail: Message) -> Packed:
    packed = Packed()
    packed.Pack(detail)
    return packed


def _unpack(details: bytes | None) -> list[Packed]:
    try:
        return list(Status.FromString(details or b"").details)
    except DecodeError:
        return []
