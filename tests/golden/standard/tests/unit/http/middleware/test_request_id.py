"""Every request has an identifier, which the client, the handler and the log know."""

import pytest
from starlette.types import Receive, Scope, Send

from app.application.correlation import REQUEST_ID
from app.interfaces.http.middleware.request_id import RequestIdMiddleware
from tests.asgi import answer_ok, call


async def test_returns_the_identifier_that_the_client_sent() -> None:
    app = RequestIdMiddleware(answer_ok)

    answer = await call(app, headers=[("x-request-id", "order-7/retry:2")])

    assert answer.headers["x-request-id"] == "order-7/retry:2"


@pytest.mark.parametrize("sent", ["", "with space", "x" * 129, "line\nbreak", "ünicode"])
async def test_makes_a_new_identifier_when_the_sent_one_is_not_usable(sent: str) -> None:
    app = RequestIdMiddleware(answer_ok)

    answer = await call(app, headers=[("x-request-id", sent)])

    assert answer.headers["x-request-id"] not in {"", sent}


async def test_makes_another_identifier_for_every_request() -> None:
    app = RequestIdMiddleware(answer_ok)

    identifiers = {(await call(app)).headers["x-request-id"] for _ in range(100)}

    assert len(identifiers) == 100


async def test_sets_the_identifier_only_while_the_request_runs() -> None:
    seen: list[str] = []

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(REQUEST_ID.get())
        await answer_ok(scope, receive, send)

    await call(RequestIdMiddleware(note), headers=[("x-request-id", "seen")])

    assert seen == ["seen"]
    assert REQUEST_ID.get() == ""
