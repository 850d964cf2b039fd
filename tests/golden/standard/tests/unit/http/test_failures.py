"""Each exception has its answer."""

import pytest
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from structlog.testing import capture_logs

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
from app.interfaces.http.failures import answer, describe


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Invalid("x"), 422, "invalid"),
        (Unauthenticated("x"), 401, "unauthenticated"),
        (Forbidden("x"), 403, "forbidden"),
        (NotFound("x"), 404, "not_found"),
        (Conflict("x"), 409, "conflict"),
        (StaleVersion("x"), 412, "stale_version"),
        (RateLimited("x"), 429, "rate_limited"),
        (Unavailable("x"), 503, "unavailable"),
        (Timeout("x"), 504, "timeout"),
        (HTTPException(400), 400, "malformed"),
        (HTTPException(405), 405, "method_not_allowed"),
        (HTTPException(413), 413, "too_large"),
        (HTTPException(415), 415, "unsupported_media_type"),
        (HTTPException(500), 500, "internal"),
        (KeyError("x"), 500, "internal"),
    ],
)
def test_has_a_status_and_a_code_for_every_exception(
    error: Exception, status: int, code: str
) -> None:
    failure = describe(error)

    assert (failure.status, failure.code) == (status, code)


def test_every_category_of_the_domain_has_a_status() -> None:
    categories = set(DomainError.__subclasses__())

    assert {describe(category("x")).status for category in categories} >= {422, 401, 403, 404, 409}
    assert all(describe(category("x")).code == category.code for category in categories)


def test_a_code_of_its_own_wins_over_that_of_the_category() -> None:
    assert describe(Conflict("x", code="number_taken")).code == "number_taken"


def test_tells_which_fields_are_at_fault() -> None:
    fields = (FieldError("items.0.name", "too_long", "must have at most 3 characters"),)

    assert describe(Invalid("x", fields=fields)).errors == fields


@pytest.mark.parametrize("error", [RateLimited("x"), Unavailable("x")])
def test_tells_when_to_try_again(error: Exception) -> None:
    assert describe(error).headers["retry-after"] == "1"


def test_keeps_the_headers_of_an_http_exception() -> None:
    error = HTTPException(405, headers={"allow": "GET"})

    assert describe(error).headers == {"allow": "GET"}


def test_names_fields_by_their_path_and_parameters_by_their_name() -> None:
    error = RequestValidationError(
        [
            {"type": "missing", "loc": ("body", "items", 0, "name"), "msg": "Field required"},
            {"type": "int_parsing", "loc": ("query", "limit"), "msg": "not a number"},
            {"type": "missing", "loc": ("body",), "msg": "Field required"},
        ]
    )

    failure = describe(error)

    assert failure.status == 422
    assert [field.field for field in failure.errors] == ["items.0.name", "limit", "body"]


def test_json_that_does_not_parse_is_malformed() -> None:
    problem = {"type": "json_invalid", "loc": ("body", 7), "msg": "x", "ctx": {"error": "Oops"}}

    failure = describe(RequestValidationError([problem]))

    assert (failure.status, failure.code) == (400, "malformed")
    assert "Oops at character 7" in failure.detail


def test_a_million_errors_are_not_all_returned() -> None:
    errors = [{"type": "missing", "loc": ("body", n), "msg": "Field required"} for n in range(1000)]

    failure = describe(RequestValidationError(errors))

    assert len(failure.errors) == 100
    assert "999 more" in failure.detail


@pytest.mark.parametrize("error", [ValueError("SELECT secret"), HTTPException(502, "upstream x")])
def test_internals_do_not_leave(error: Exception) -> None:
    with capture_logs():
        body = bytes(answer(error).body)

    assert b"secret" not in body
    assert b"upstream" not in body


def test_the_cause_of_an_expected_failure_is_in_the_log() -> None:
    error = Unavailable("the database does not answer")
    error.__cause__ = ConnectionRefusedError("port 5432")

    with capture_logs() as lines:
        answer(error)

    [line] = lines
    assert (line["log_level"], line["reason"]) == ("warning", "the database does not answer")
    assert "port 5432" in line["cause"]


def test_faults_of_clients_are_not_logged() -> None:
    with capture_logs() as lines:
        answer(NotFound("x"))

    assert lines == []
