"""An empty PostgreSQL database: on a server that listens, or on one started for the tests."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from app.infrastructure.database.settings import DatabaseSettings

VARIABLE = "TEST_POSTGRESQL_URL"
_PORT = 5432
_USERS = ("postgres", "postgres:postgres", os.environ.get("USER", "root"), "root")


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the address of a database that goes away afterwards."""
    with ExitStack() as stack:
        server = _listening() or stack.enter_context(_started())
        name = f"test_{uuid4().hex}"
        asyncio.run(_execute(server, f'CREATE DATABASE "{name}"'))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            asyncio.run(_execute(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


def limited(settings: DatabaseSettings, *, connections: int) -> DatabaseSettings:
    """Return settings for so many connections."""
    return settings.model_copy(update={"pool_size": connections})


def session(connection: Connection) -> int:
    """Return what the server calls this connection."""
    return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def cut(connection: Connection, session: int) -> None:
    """Let the server cut a connection."""
    connection.exec_driver_sql(f"SELECT pg_terminate_backend({session})")


def execute_endless(connection: Connection, statement: str) -> None:
    """Run a statement that does not end, with `{endless}` where a number may stand."""
    endless = "(SELECT count(*) FROM pg_sleep(300))"
    connection.exec_driver_sql(statement.format(endless=endless))


def count_endless(connection: Connection) -> int:
    """Return how many of them run in this database."""
    running = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
        " AND datname = current_database() AND query LIKE '%pg_sleep(300)%'"
        " AND pid <> pg_backend_pid()"
    )
    return int(connection.execute(running).scalar_one())


def _listening() -> str | None:
    given = os.environ.get(VARIABLE)
    if given:
        return given
    for user in _USERS:
        url = f"postgresql://{user}@127.0.0.1:{_PORT}/postgres"
        try:
            asyncio.run(_execute(url, "SELECT 1"))
        except (OSError, asyncpg.PostgresError):
            continue
        return url
    return None


@contextmanager
def _started() -> Iterator[str]:
    programs = _programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL: none listens, none is installed, {VARIABLE} is not set")
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory() as folder, socket.socket() as probe:
        if user is not None:
            shutil.chown(folder, user)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        data = f"{folder}/data"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"],
            check=True,
            user=user,
            stdout=subprocess.DEVNULL,
        )
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log"]
        subprocess.run(
            [*control, "-o", options, "start"], check=True, user=user, stdout=subprocess.DEVNULL
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "fast", "stop"], check=True, user=user, stdout=subprocess.DEVNULL
            )


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url, timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
