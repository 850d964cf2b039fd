"""How a worker hears of new jobs."""

import asyncio
from collections.abc import Collection

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.infrastructure.database.dialect import queueing
from tests.databases import selected
from tests.integration.jobs.workers import GREET, PATIENCE, Greeting, until

HOUR = 3600.0
_LISTENERS = sa.text(
    "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"
)


async def listeners(infrastructure: Infrastructure) -> list[int]:
    return await infrastructure.database.read(
        lambda connection: list(connection.execute(_LISTENERS).scalars())
    )


async def test_who_waits_hears_of_a_new_job(
    migrated: Settings, infrastructure: Infrastructure
) -> None:
    async with queueing.listening(migrated.database) as wait:
        waiting = asyncio.ensure_future(wait(HOUR))
        await until(lambda: is_listening(infrastructure))

        async with infrastructure.database.begin() as transaction:
            await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)

        await asyncio.wait_for(waiting, timeout=PATIENCE)


@pytest.mark.parametrize("query", ["?ssl=prefer", "?prepared_statement_cache_size=0"])
async def test_it_listens_at_any_address_that_the_database_takes(
    migrated: Settings, infrastructure: Infrastructure, query: str
) -> None:
    url = SecretStr(f"{migrated.database.url.get_secret_value()}{query}")
    async with queueing.listening(migrated.database.model_copy(update={"url": url})) as wait:
        waiting = asyncio.ensure_future(wait(HOUR))
        await until(lambda: is_listening(infrastructure))
        waiting.cancel()
        await asyncio.wait({waiting})


async def test_who_has_lost_its_connection_listens_again(
    migrated: Settings, infrastructure: Infrastructure
) -> None:
    async with queueing.listening(migrated.database) as wait:
        waiting = asyncio.ensure_future(wait(HOUR))
        await until(lambda: is_listening(infrastructure))

        old = await listeners(infrastructure)
        for session in old:
            await cut(infrastructure, session)

        await asyncio.wait_for(waiting, timeout=PATIENCE)
        again = asyncio.ensure_future(wait(HOUR))
        await until(lambda: is_listening(infrastructure, besides=old))
        async with infrastructure.database.begin() as transaction:
            await infrastructure.jobs.enqueue(GREET, Greeting(), transaction)
        await asyncio.wait_for(again, timeout=PATIENCE)


async def is_listening(infrastructure: Infrastructure, besides: Collection[int] = ()) -> bool:
    return not set(await listeners(infrastructure)) <= set(besides)


async def cut(infrastructure: Infrastructure, session: int) -> None:
    await infrastructure.database.read(lambda connection: selected.cut(connection, session))
