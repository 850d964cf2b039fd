"""Whether Redis is there."""

from redis.asyncio import Redis

from app.infrastructure.redis.errors import domain_errors


class RedisReadiness:
    """Implements `ReadinessCheck`: Redis answers."""

    name = "redis"

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def check(self) -> None:
        """Ask for the time, which a server that only loads its data refuses."""
        with domain_errors():
            await self._client.time()
