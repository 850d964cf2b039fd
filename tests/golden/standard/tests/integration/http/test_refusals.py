"""What the application does not accept, it refuses with the right status."""

import json
from collections.abc import Sequence

import pytest
from starlette.types import ASGIApp

from app.interfaces.http.app import make_app
from app.interfaces.http.settings import HttpSettings
from tests.asgi import JSON, Answer, call
from tests.integration.http.things import make_router


@pytest.fixture
def app() -> ASGIApp:
    """Return the application."""
    return make_app(routers=[make_router()], settings=HttpSettings(max_body_size=1000))


async def post(app: ASGIApp, body: bytes, headers: Sequence[tuple[str, str]] = JSON) -> Answer:
    """Send a body."""
    length = ("content-length", str(len(body)))
    return await call(app, "POST", "/api/v1/things", headers=[*headers, length], chunks=[body])


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"number": 1}}', b"[" * 900])
async def test_a_body_that_is_not_json_is_malformed(app: ASGIApp, body: bytes) -> None:
    answer = await post(app, body)

    assert (answer.status, answer.json()["code"]) == (400, "malformed")


async def test_names_each_field_that_is_wrong(app: ASGIApp) -> None:
    answer = await post(app, b'{"number": "x", "lines": [{"name": "long"}]}')

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["number", "lines.0.name"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"number": 1, "lines": [{"name": "\\ud800"}]}',
        b'{"number": 1, "lines": [{"name": "\\u0000"}]}',
        b'{"\\ud800": 1}',
        b'{"number": NaN}',
        b'{"number": ' + b"9" * 500 + b"}",
        b"null",
        b"",
    ],
)
async def test_odd_documents_are_never_the_fault_of_the_service(app: ASGIApp, body: bytes) -> None:
    answer = await post(app, body)

    assert answer.status < 500


async def test_refuses_what_is_not_json(app: ASGIApp) -> None:
    answer = await post(app, b"number=1", [("content-type", "application/x-www-form-urlencoded")])

    assert (answer.status, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("header", ["content-length", "transfer-encoding"])
async def test_refuses_what_is_too_large(app: ASGIApp, header: str) -> None:
    body = json.dumps({"number": 1, "lines": [{"name": "x"}] * 100}).encode()
    value = str(len(body)) if header == "content-length" else "chunked"

    answer = await call(
        app,
        "POST",
        "/api/v1/things",
        headers=[*JSON, (header, value)],
        chunks=[body[:500], body[500:]],
    )

    assert (answer.status, answer.json()["code"]) == (413, "too_large")


async def test_ends_what_takes_too_long() -> None:
    app = make_app(routers=[make_router()], settings=HttpSettings(request_timeout=0.01))

    answer = await call(app, path="/api/v1/things/7?wait=5")

    assert (answer.status, answer.json()["code"]) == (504, "timeout")
