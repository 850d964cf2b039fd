"""Failures as statuses, there and back."""

import grpc
import pytest
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
from app.protocol.statuses import DOMAIN, to_error, to_status

STATUSES = [
    (Invalid("x"), grpc.StatusCode.INVALID_ARGUMENT),
    (Unauthenticated("x"), grpc.StatusCode.UNAUTHENTICATED),
    (Forbidden("x"), grpc.StatusCode.PERMISSION_DENIED),
    (NotFound("x"), grpc.StatusCode.NOT_FOUND),
    (Conflict("x"), grpc.StatusCode.FAILED_PRECONDITION),
    (Conflict("x", code="already_exists"), grpc.StatusCode.ALREADY_EXISTS),
    (StaleVersion("x"), grpc.StatusCode.ABORTED),
    (RateLimited("x"), grpc.StatusCode.RESOURCE_EXHAUSTED),
    (Unavailable("x"), grpc.StatusCode.UNAVAILABLE),
    (Timeout("x"), grpc.StatusCode.DEADLINE_EXCEEDED),
    (DomainError("x", code="internal"), grpc.StatusCode.INTERNAL),
]


class OutOfStock(Conflict):
    """A case that the service has added to a category."""

    code = "out_of_stock"


def test_every_category_has_a_status() -> None:
    assert {type(error) for error, _ in STATUSES} == {DomainError, *_below(DomainError)}


@pytest.mark.parametrize(("error", "code"), STATUSES)
def test_a_category_comes_back_as_itself(error: DomainError, code: grpc.StatusCode) -> None:
    found, status = to_status(error, request_id="r1")

    back = to_error(found, status.message, status.SerializeToString())

    assert (found, status.code) == (code, code.value[0])
    assert (type(back), back.code, back.message) == (type(error), error.code, error.message)


def test_fields_come_back_with_their_codes() -> None:
    fields = (
        FieldError("number", "too_long", "must have at most 32 characters"),
        FieldError("total", "missing", "is required"),
    )

    code, status = to_status(Invalid("wrong", fields=fields), request_id="r1")

    assert to_error(code, "wrong", status.SerializeToString()).fields == fields


def test_a_violation_names_field_reason_and_description() -> None:
    problem = FieldError("number", "too_long", "must have at most 32 characters")

    _, status = to_status(Invalid("wrong", fields=[problem]), request_id="r1")

    info, request = ErrorInfo(), BadRequest()
    assert status.details[0].Unpack(info)
    assert status.details[1].Unpack(request)
    [violation] = request.field_violations
    assert (info.reason, info.domain, dict(info.metadata)) == (
        "INVALID",
        DOMAIN,
        {"request_id": "r1"},
    )
    assert (violation.field, violation.reason) == ("number", "TOO_LONG")
    assert violation.description == "must have at most 32 characters"


def test_a_case_of_a_category_keeps_its_code() -> None:
    code, status = to_status(OutOfStock("none left"), request_id="r1", error_id="e1")

    back = to_error(code, status.message, status.SerializeToString())

    assert code is grpc.StatusCode.FAILED_PRECONDITION
    assert (type(back), back.code) == (Conflict, "out_of_stock")


@pytest.mark.parametrize("details", [None, b"", b"\xff", Status().SerializeToString()])
def test_a_status_without_details_is_of_its_category_still(details: bytes | None) -> None:
    back = to_error(grpc.StatusCode.UNAVAILABLE, "connection refused by 10.0.0.7", details)

    assert isinstance(back, Unavailable)
    assert "10.0.0.7" not in back.message


def test_a_message_over_the_limit_is_not_to_be_sent_again() -> None:
    back = to_error(grpc.StatusCode.RESOURCE_EXHAUSTED, "larger than max (5 vs. 4)", None)

    assert (type(back), back.code) == (Invalid, "too_large")
    assert "5 vs. 4" not in back.message


@pytest.mark.parametrize("code", grpc.StatusCode)
def test_every_status_is_read_as_a_failure(code: grpc.StatusCode) -> None:
    assert isinstance(to_error(code, "x", None), DomainError)


def _below(category: type[DomainError]) -> set[type[DomainError]]:
    below = {found for found in category.__subclasses__() if found.__module__.endswith("errors")}
    return below.union(*(_below(found) for found in below))
