"""Connections to Redis: to one server, or to whichever the sentinels name."""

from typing import Any

from redis.asyncio import Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import ExponentialWithJitterBackoff

from app.infrastructure.redis.settings import RedisSettings

__all__ = ["Redis", "close_client", "make_client"]

# A call is repeated so often when its connection breaks: what is called can bear that.
_RETRIES = 2
_PAUSE = 0.05
_LONGEST_PAUSE = 0.5
_OF_AN_ACCOUNT = frozenset({"username", "password", "db"})


def make_client(settings: RedisSettings) -> Redis:
    """Return a client; it opens connections when it needs them."""
    url = settings.url.get_secret_value()
    is_encrypted = url.startswith("rediss:")
    tls = {"ssl": True} if is_encrypted else {}
    trusted = {"ssl_ca_certs": str(settings.ca)} if is_encrypted and settings.ca else {}
    timeouts = {
        "socket_timeout": settings.timeout,
        "socket_connect_timeout": settings.timeout,
    }
    backoff = ExponentialWithJitterBackoff(base=_PAUSE, cap=_LONGEST_PAUSE)
    common: dict[str, Any] = {
        **trusted,
        **timeouts,
        "decode_responses": True,
        # What no text can hold is replaced: an error message of a job may be anything.
        "encoding_errors": "replace",
        "retry": Retry(backoff, _RETRIES),
    }
    if not settings.sentinels:
        return Redis.from_url(url, **common)
    account = {name: value for name, value in parse_url(url).items() if name in _OF_AN_ACCOUNT}
    sentinels = Sentinel(  # type: ignore[no-untyped-call] # it has types in part
        [_host_and_port(address) for address in settings.sentinels],
        sentinel_kwargs={**tls, **trusted, **timeouts},
        **account,
        **common,
        **tls,
    )
    master: Redis = sentinels.master_for(settings.service_name)
    return master


async def close_client(client: Redis) -> None:
    """Close all connections, those to sentinels too."""
    await client.aclose()
    if isinstance(client.connection_pool, SentinelConnectionPool):
        for sentinel in client.connection_pool.sentinel_manager.sentinels:
            await sentinel.aclose()


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
