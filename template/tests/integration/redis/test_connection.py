"""How Redis is found."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from app.domain.errors import Unavailable
from app.infrastructure.redis.connection import close_client, make_client
from app.infrastructure.redis.readiness import RedisReadiness
from app.infrastructure.redis.settings import RedisSettings
from tests.e2e.process import free_port
from tests.integration.redis.sentinels import MASTER, sentinel_process
from tests.servers.redis import started


@pytest.fixture
def master(tmp_path: Path) -> Iterator[int]:
    """Return the port of a server."""
    port = free_port()
    with started(str(tmp_path), port=port):
        yield port


@pytest.fixture
def sentinel(master: int, tmp_path: Path) -> Iterator[str]:
    """Return the address of a sentinel that knows the server."""
    port = free_port()
    with sentinel_process(tmp_path, port, master=master):
        yield f"127.0.0.1:{port}"


@asynccontextmanager
async def connected(settings: RedisSettings) -> AsyncIterator[AsyncRedis]:
    client = make_client(settings)
    yield client
    await close_client(client)


async def test_a_sentinel_is_asked_where_redis_is(master: int, sentinel: str) -> None:
    settings = RedisSettings(sentinels=(sentinel,), service_name=MASTER)

    async with connected(settings) as client:
        await client.set("greeting", "hello")

    with Redis(port=master, decode_responses=True) as direct:
        assert direct.get("greeting") == "hello"


async def test_is_ready_exactly_while_redis_answers(tmp_path: Path) -> None:
    port = free_port()
    settings = RedisSettings(url=SecretStr(f"redis://127.0.0.1:{port}/0"))

    async with connected(settings) as client:
        with pytest.raises(Unavailable):
            await RedisReadiness(client).check()
        with started(str(tmp_path), port=port):
            await RedisReadiness(client).check()


@pytest.mark.parametrize(
    "given",
    [
        {"sentinels": "one:26379"},
        {"service_name": "shop"},
        {"sentinels": "one", "service_name": "shop"},
        {"url": "http://localhost"},
        {"ca": "missing.pem"},
        {"prefix": "{shop}"},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        RedisSettings.model_validate(given)


def test_sentinels_are_written_with_commas() -> None:
    given = {"sentinels": "one:26379, two:26379", "service_name": "shop"}

    assert RedisSettings.model_validate(given).sentinels == ("one:26379", "two:26379")
