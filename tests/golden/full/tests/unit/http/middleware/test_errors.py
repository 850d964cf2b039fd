"""What happens to exceptions that nothing inside has answered."""

import pytest
from starlette.types import Receive, Scope, Send
from structlog.testing import capture_logs

from app.interfaces.http.middleware.errors import ErrorMiddleware
from tests.asgi import answer_ok, call


async def test_lets_answers_through() -> None:
    answer = await call(ErrorMiddleware(answer_ok))

    assert (answer.status, answer.body) == (200, b"0")


async def test_answers_an_exception_with_an_opaque_problem_whose_id_is_in_the_log() -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("password=hunter2 in SELECT")

    with capture_logs() as lines:
        answer = await call(ErrorMiddleware(fail))

    assert answer.status == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert b"hunter2" not in answer.body
    assert [line["error_id"] for line in lines] == [answer.json()["error_id"]]
    assert isinstance(lines[0]["exc_info"], RuntimeError)


async def test_breaks_the_connection_when_half_an_answer_is_out() -> None:
    async def fail_late(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("too late")

    with capture_logs() as lines, pytest.raises(RuntimeError, match="too late"):
        await call(ErrorMiddleware(fail_late))

    assert [line["event"] for line in lines] == ["response_interrupted"]
