"""Statements that do not end by themselves, and whether the database still runs them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection

from app.infrastructure.database.database import Database
from app.infrastructure.database.dialect import connect
from app.infrastructure.database.settings import DatabaseSettings
from tests.databases import selected

PATIENCE = 30.0


@asynccontextmanager
async def open_patient(settings: DatabaseSettings) -> AsyncIterator[Database]:
    """Yield a database with one connection, which gives up nothing before tests do."""
    patient = settings.model_copy(update={"statement_timeout": 4 * PATIENCE})
    database = connect(selected.limited(patient, connections=1))
    await database.start()
    yield database
    await database.close()


def read_endlessly(connection: Connection) -> None:
    """Read without an end."""
    selected.execute_endless(connection, "SELECT {endless}")


async def until_running(database: Database, number: int) -> None:
    """Wait until so many of them run."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await database.read(selected.count_endless) == number:
                return
            await asyncio.sleep(0.01)
