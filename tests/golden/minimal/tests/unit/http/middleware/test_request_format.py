"""Requests that no handler can make sense of."""

import pytest
from starlette.exceptions import HTTPException

from app.interfaces.http.middleware.request_format import RequestFormatMiddleware
from tests.asgi import answer_ok, call

APP = RequestFormatMiddleware(answer_ok, prefix="/api/")
BODY = ("content-length", "2")


async def refused_status(method: str, path: str, *headers: tuple[str, str]) -> int:
    """Return the status that the refusal means."""
    with pytest.raises(HTTPException) as refused:
        await call(APP, method, path, headers=headers)
    return refused.value.status_code


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("sent", ["text/plain", "application/xml", "application/jsonx", ""])
async def test_refuses_bodies_that_are_not_json(method: str, sent: str) -> None:
    assert await refused_status(method, "/api/orders", BODY, ("content-type", sent)) == 415


async def test_refuses_a_chunked_body_without_a_type() -> None:
    assert await refused_status("POST", "/api/orders", ("transfer-encoding", "chunked")) == 415


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("POST", "application/json"),
        ("PUT", "Application/JSON; charset=utf-8"),
        ("PATCH", "application/json"),
        ("PATCH", "application/merge-patch+json"),
    ],
)
async def test_accepts_json(method: str, sent: str) -> None:
    answer = await call(APP, method, "/api/orders", headers=[BODY, ("content-type", sent)])

    assert answer.status == 200


async def test_accepts_merge_patches_only_where_something_is_patched() -> None:
    sent = ("content-type", "application/merge-patch+json")

    assert await refused_status("POST", "/api/orders", BODY, sent) == 415


async def test_asks_for_no_type_where_there_is_no_body() -> None:
    answer = await call(APP, "POST", "/api/orders", headers=[("content-length", "0")])

    assert answer.status == 200


async def test_asks_for_no_type_outside_of_the_api() -> None:
    answer = await call(APP, "POST", "/upload", headers=[BODY, ("content-type", "text/plain")])

    assert answer.status == 200


@pytest.mark.parametrize("path", ["/api/orders?name=a%00b", "/api/a\x00b"])
async def test_refuses_addresses_with_a_nul_character(path: str) -> None:
    assert await refused_status("GET", path) == 400
