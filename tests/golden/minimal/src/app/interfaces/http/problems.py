"""Problem details (RFC 9457): the one shape of every error answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from pydantic import BaseModel, Field
from starlette.responses import Response

from app.application.correlation import REQUEST_ID
from app.domain.errors import FieldError

MEDIA_TYPE = "application/problem+json"

# As RFC 9110 calls them; Python does so from 3.13 on.
_PHRASES = {
    413: "Content Too Large",
    422: "Unprocessable Content",
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str = Field(examples=["items.0.name"])
    code: str = Field(examples=["too_long"])
    message: str = Field(examples=["must have at most 32 characters"])


class Problem(BaseModel):
    """Why a request was not fulfilled (RFC 9457)."""

    type: str = Field(description="Always `about:blank`: `code` tells the cases apart.")
    title: str = Field(description="The meaning of the status.")
    status: int
    detail: str = Field(description="What went wrong, for people.")
    code: str = Field(description="Which case it is, for programs.")
    request_id: str = Field(description="Names this request in the logs.")
    error_id: str | None = Field(default=None, description="Names a failure of the service.")
    errors: list[FieldProblem] | None = Field(default=None, description="The fields at fault.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is said about a request that failed; nothing in it is secret."""

    status: int
    code: str
    detail: str
    error_id: str | None = None
    errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def render(failure: Failure) -> Response:
    """Write a failure down as problem details."""
    problem: dict[str, object] = {
        "type": "about:blank",
        "title": phrase(failure.status),
        "status": failure.status,
        "detail": failure.detail,
        "code": failure.code,
        "request_id": REQUEST_ID.get(),
    }
    if failure.error_id is not None:
        problem["error_id"] = failure.error_id
    if failure.errors:
        problem["errors"] = [
            {"field": error.field, "code": error.code, "message": error.message}
            for error in failure.errors
        ]
    # Names of fields come from clients; lone surrogates among them cannot be encoded.
    body = json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, failure.status, failure.headers, media_type=MEDIA_TYPE)


def responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Document problems of a route: `responses=responses(404, 409)`.

    What every operation can answer is added by `openapi` and need not be named.
    """
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": phrase(status), "content": content} for status in statuses}


def phrase(status: int) -> str:
    """Return the standard name of a status."""
    return _PHRASES.get(status) or HTTPStatus(status).phrase
