"""Bodies are bounded, whether their size is announced or not."""

import pytest
from starlette.exceptions import HTTPException

from app.interfaces.http.middleware.body_limit import BodyLimitMiddleware
from tests.asgi import answer_ok, call

APP = BodyLimitMiddleware(answer_ok, limit=10)


async def test_lets_a_body_of_exactly_the_limit_through() -> None:
    answer = await call(APP, "POST", headers=[("content-length", "10")], chunks=[b"x" * 10])

    assert answer.body == b"10"


async def test_refuses_an_announced_size_before_it_reads_anything() -> None:
    with pytest.raises(HTTPException) as refused:
        await call(APP, "POST", headers=[("content-length", "11")], chunks=[])

    assert refused.value.status_code == 413


async def test_refuses_a_chunked_body_when_it_grows_too_large() -> None:
    headers = [("transfer-encoding", "chunked")]

    with pytest.raises(HTTPException) as refused:
        await call(APP, "POST", headers=headers, chunks=[b"x" * 6, b"x" * 6])

    assert refused.value.status_code == 413


async def test_refuses_a_body_that_is_longer_than_announced() -> None:
    with pytest.raises(HTTPException) as refused:
        await call(APP, "POST", headers=[("content-length", "5")], chunks=[b"x" * 11])

    assert refused.value.status_code == 413


async def test_counts_each_request_anew() -> None:
    headers = [("transfer-encoding", "chunked")]

    answers = [await call(APP, "POST", headers=headers, chunks=[b"x" * 8]) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
