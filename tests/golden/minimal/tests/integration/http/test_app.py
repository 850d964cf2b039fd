"""The application as a whole."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp, Message
from structlog.testing import capture_logs

from app.interfaces.http.app import make_app
from app.interfaces.http.settings import HttpSettings
from tests.asgi import call
from tests.integration.http.things import make_router


@pytest.fixture
def app() -> ASGIApp:
    """Return the application."""
    return make_app(routers=[make_router()], settings=HttpSettings(max_body_size=1000))


async def test_answers_requests(app: ASGIApp) -> None:
    answer = await call(app, path="/api/v1/things/7")

    assert (answer.status, answer.json()) == (200, {"number": 7, "lines": []})
    assert answer.headers["x-request-id"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_answers_head_like_get(app: ASGIApp) -> None:
    answers = [await call(app, "HEAD", path) for path in ("/api/v1/things/7", "/live")]

    assert [answer.status for answer in answers] == [200, 200]


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("taken", 409, "conflict"),
        ("stale", 412, "stale_version"),
        ("down", 503, "unavailable"),
        ("bug", 500, "internal"),
    ],
)
async def test_answers_failures_with_problems(
    app: ASGIApp, what: str, status: int, code: str
) -> None:
    answer = await call(app, "DELETE", f"/api/v1/things/{what}", headers=[("x-request-id", "r7")])

    problem = answer.json()
    assert answer.status == problem["status"] == status
    assert (problem["code"], problem["request_id"]) == (code, "r7")
    assert answer.headers["content-type"] == "application/problem+json"
    assert b"hunter2" not in answer.body


async def test_one_failure_is_logged_under_the_id_that_the_client_got(app: ASGIApp) -> None:
    with capture_logs() as lines:
        answer = await call(app, "DELETE", "/api/v1/things/bug")

    failed = [line for line in lines if line["event"] == "request_failed"]
    assert [line["error_id"] for line in failed] == [answer.json()["error_id"]]


@pytest.mark.parametrize("path", ["/", "/api/v1/nothing", "/api/v1/things/", "/docs/nothing"])
async def test_there_is_nothing_elsewhere(app: ASGIApp, path: str) -> None:
    answer = await call(app, path=path)

    assert (answer.status, answer.json()["code"]) == (404, "not_found")


async def test_a_wrong_method_is_answered_with_the_right_ones(app: ASGIApp) -> None:
    answer = await call(app, "PUT", "/api/v1/things/7")

    assert (answer.status, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "DELETE, GET, HEAD"


async def test_is_closed_to_other_origins_by_default(app: ASGIApp) -> None:
    headers = [("origin", "https://shop.example"), ("access-control-request-method", "POST")]

    answer = await call(app, "OPTIONS", "/api/v1/things", headers=headers)

    assert answer.status == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_is_open_to_the_origins_of_the_settings() -> None:
    settings = HttpSettings(cors_origins=("https://shop.example",))
    app = make_app(routers=[make_router()], settings=settings)

    async def allowed(origin: str, path: str = "/api/v1/things/7") -> str | None:
        answer = await call(app, path=path, headers=[("origin", origin)])
        return answer.headers.get("access-control-allow-origin")

    assert await allowed("https://shop.example") == "https://shop.example"
    assert await allowed("https://shop.example", "/nothing") == "https://shop.example"
    assert await allowed("https://else.example") is None


async def test_opens_and_closes_what_it_is_given() -> None:
    events: list[str] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        events.append("open")
        yield
        events.append("close")

    app = make_app(routers=[], settings=HttpSettings(), lifespan=lifespan)
    asked = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> Message:
        return {"type": next(asked)}

    async def send(message: Message) -> None:
        events.append(message["type"])

    await app({"type": "lifespan"}, receive, send)

    assert events == ["open", "lifespan.startup.complete", "close", "lifespan.shutdown.complete"]
