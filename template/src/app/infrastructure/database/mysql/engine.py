"""Connections to MySQL or MariaDB."""

import math
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import URL, Connection

from app.infrastructure.database.mysql.database import MysqlDatabase
from app.infrastructure.database.mysql.violations import explain
from app.infrastructure.database.pooled.migration import migrate_on
from app.infrastructure.database.settings import DatabaseSettings

Result = TypeVar("Result")
# A server may be shared: only `migrate` changes it.
MIGRATED_WHEN_SERVED = False
REBUILT_WHEN_ALTERED = False
# Wait this long for another process that migrates, in seconds.
_MIGRATION_WAIT = 60


def connect(settings: DatabaseSettings) -> MysqlDatabase:
    """Return the database; nothing is opened yet."""
    return MysqlDatabase(
        _url(settings),
        settings,
        connect_args={
            "connect_timeout": settings.acquire_timeout,
            "init_command": f"SET time_zone = '+00:00' {_silence(settings)}",
        },
    )


def migrate(settings: DatabaseSettings, work: Callable[[Connection], Result]) -> Result:
    """Run `work`, which changes the schema, alone. MySQL commits each statement by itself."""
    url = _url(settings)
    # Locks are of the whole server: name the database.
    name = f"CONCAT('migrate:', '{url.database}')"
    return migrate_on(
        url,
        work,
        explain=explain,
        lock=f"SELECT GET_LOCK({name}, {_MIGRATION_WAIT})",
        unlock=f"SELECT RELEASE_LOCK({name})",
    )


def _silence(settings: DatabaseSettings) -> str:
    """End transactions whose client is silent, since they lock rows; MySQL takes it for a comment."""
    return f"/*M!100300 , idle_transaction_timeout = {math.ceil(settings.statement_timeout)} */"


def _url(settings: DatabaseSettings) -> URL:
    url = sa.make_url(settings.url.get_secret_value()).set(drivername="mysql+asyncmy")
    return url.update_query_dict({"charset": "utf8mb4"})
