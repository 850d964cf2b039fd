"""The adapters of the service, on a Redis that a test has started."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.bootstrap.container import Infrastructure, make_infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.redis.settings import RedisSettings


def on(redis: RedisSettings, migrated: Settings) -> Settings:
    """Return settings with another Redis."""
    return migrated.model_copy(update={"redis": redis})


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Infrastructure]:
    """Open adapters."""
    made = make_infrastructure(settings)
    await made.start()
    try:
        yield made
    finally:
        await made.close()
