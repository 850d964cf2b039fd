"""Where an SQLite file is, how connections to it are prepared, and how its schema changes."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.pool import NullPool

from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.sqlite.database import SqliteDatabase
from app.infrastructure.database.sqlite.transaction import run_in_transaction
from app.infrastructure.database.sqlite.violations import explain
from app.infrastructure.database.violations import domain_errors

Result = TypeVar("Result")
# A file in development belongs to one developer: serving may change it.
MIGRATED_WHEN_SERVED = True
# It can alter a table only by building it anew.
REBUILT_WHEN_ALTERED = True
# Another process may be migrating: wait for it, in seconds.
_MIGRATION_WAIT = 60.0
_SWITCH_WAIT = 1.0
_PAUSE = 0.01


def connect(settings: DatabaseSettings) -> SqliteDatabase:
    """Return the database; nothing is opened yet."""
    return SqliteDatabase(
        _make_engine(settings, busy_timeout=settings.acquire_timeout),
        acquire_timeout=settings.acquire_timeout,
        statement_timeout=settings.statement_timeout,
    )


def migrate(settings: DatabaseSettings, work: Callable[[Connection], Result]) -> Result:
    """Run `work`, which changes the schema, alone and in one transaction."""
    engine = _make_engine(settings, busy_timeout=_MIGRATION_WAIT)
    with domain_errors(explain):
        opened = engine.connect()
    with opened as connection:
        # Rebuilding a table, which is how SQLite alters one, must not cascade to its children.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        return run_in_transaction(work, connection)


def _make_engine(settings: DatabaseSettings, *, busy_timeout: float) -> Engine:
    url = sa.make_url(settings.url.get_secret_value()).set(drivername="sqlite+pysqlite")
    # Transactions are begun by hand: the driver's own begin is too late for `IMMEDIATE`.
    engine = sa.create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        connect_args={"timeout": busy_timeout, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        _use_write_ahead_log(connection)
        # A commit in the write-ahead log survives a crash of the process; `NORMAL` leaves the
        # last ones to the operating system when the machine loses power.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new file over; of two processes that do so at once, SQLite refuses one."""
    give_up = time.monotonic() + _SWITCH_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return
