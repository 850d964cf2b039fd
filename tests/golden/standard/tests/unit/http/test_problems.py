"""What a problem looks like."""

import json

from app.application.correlation import REQUEST_ID
from app.domain.errors import FieldError
from app.interfaces.http.problems import Failure, Problem, render, responses


def test_has_the_members_of_rfc_9457_and_those_of_this_service() -> None:
    token = REQUEST_ID.set("request-7")

    response = render(Failure(status=409, code="number_taken", detail="There is one already."))

    REQUEST_ID.reset(token)
    assert response.media_type == "application/problem+json"
    assert json.loads(bytes(response.body)) == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": "There is one already.",
        "code": "number_taken",
        "request_id": "request-7",
    }


def test_fits_its_documented_schema() -> None:
    errors = (FieldError("name", "too_long", "must be shorter"),)

    response = render(Failure(status=422, code="invalid", detail="x", errors=errors))

    assert Problem.model_validate_json(bytes(response.body)).errors is not None


def test_can_be_written_whatever_clients_call_their_fields() -> None:
    errors = (FieldError("\ud800\x00", "unknown", "is unknown"),)

    response = render(Failure(status=422, code="invalid", detail="\udfff", errors=errors))

    assert json.loads(bytes(response.body))["errors"][0]["field"] == "?\x00"


def test_titles_are_the_names_of_rfc_9110_on_every_python() -> None:
    titles = [responses(status)[status]["description"] for status in (404, 413, 422)]

    assert titles == ["Not Found", "Content Too Large", "Unprocessable Content"]
