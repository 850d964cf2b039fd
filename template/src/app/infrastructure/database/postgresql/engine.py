"""Connections to PostgreSQL."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import URL, Connection

from app.infrastructure.database.pooled.database import PooledDatabase
from app.infrastructure.database.pooled.migration import migrate_on
from app.infrastructure.database.postgresql.violations import explain
from app.infrastructure.database.settings import DatabaseSettings

Result = TypeVar("Result")
# A server may be shared: only `migrate` changes it.
MIGRATED_WHEN_SERVED = False
REBUILT_WHEN_ALTERED = False
# Any number will do, as long as nothing else on the server uses it.
_MIGRATION_LOCK = 7_263_310_482


def connect(settings: DatabaseSettings) -> PooledDatabase:
    """Return the database; nothing is opened yet."""
    milliseconds = str(int(settings.statement_timeout * 1000))
    return PooledDatabase(
        _url(settings),
        settings,
        explain=explain,
        connect_args={
            "timeout": settings.acquire_timeout,
            "server_settings": {
                "statement_timeout": milliseconds,
                # A transaction whose client is silent locks rows.
                "idle_in_transaction_session_timeout": milliseconds,
                "timezone": "UTC",
            },
        },
        isolation_level="READ COMMITTED",
    )


def migrate(settings: DatabaseSettings, work: Callable[[Connection], Result]) -> Result:
    """Run `work`, which changes the schema, alone and in one transaction."""
    return migrate_on(
        _url(settings),
        work,
        explain=explain,
        lock=f"SELECT pg_advisory_lock({_MIGRATION_LOCK})",
        unlock=f"SELECT pg_advisory_unlock({_MIGRATION_LOCK})",
    )


def _url(settings: DatabaseSettings) -> URL:
    return sa.make_url(settings.url.get_secret_value()).set(drivername="postgresql+asyncpg")
