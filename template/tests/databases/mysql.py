"""An empty MySQL or MariaDB database: on a server that listens, or on one started for the tests."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from app.infrastructure.database.settings import DatabaseSettings

VARIABLE = "TEST_MYSQL_URL"
_PORT = 3306
_USERS = ("root", "root:root")
_START_WAIT = 30.0


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the address of a database that goes away afterwards."""
    with ExitStack() as stack:
        server = _listening() or stack.enter_context(_started())
        name = f"test_{uuid4().hex}"
        asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            asyncio.run(_execute(server, f"DROP DATABASE {name}"))


def limited(settings: DatabaseSettings, *, connections: int) -> DatabaseSettings:
    """Return settings for so many connections."""
    return settings.model_copy(update={"pool_size": connections})


def session(connection: Connection) -> int:
    """Return what the server calls this connection."""
    return int(connection.exec_driver_sql("SELECT CONNECTION_ID()").scalar_one())


def cut(connection: Connection, session: int) -> None:
    """Let the server cut a connection."""
    connection.exec_driver_sql(f"KILL {session}")


def execute_endless(connection: Connection, statement: str) -> None:
    """Run a statement that does not end, with `{endless}` where a number may stand."""
    connection.exec_driver_sql(statement.format(endless="SLEEP(300)"))


def count_endless(connection: Connection) -> int:
    """Return how many of them run in this database."""
    running = sa.text(
        "SELECT count(*) FROM information_schema.processlist"
        " WHERE db = DATABASE() AND info LIKE '%SLEEP(300)%' AND id <> CONNECTION_ID()"
    )
    return int(connection.execute(running).scalar_one())


def _listening() -> str | None:
    given = os.environ.get(VARIABLE)
    if given:
        return given
    candidates = (f"mysql://{user}@127.0.0.1:{_PORT}/mysql" for user in _USERS)
    return next((url for url in candidates if _answers(url)), None)


def _answers(url: str) -> bool:
    try:
        asyncio.run(_execute(url, "SELECT 1"))
    except (OSError, DBAPIError):
        return False
    return True


@contextmanager
def _started() -> Iterator[str]:
    server, install = shutil.which("mariadbd"), shutil.which("mariadb-install-db")
    if server is None or install is None:
        pytest.skip(f"no MariaDB: none listens, none is installed, {VARIABLE} is not set")
    with TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        # MariaDB refuses to run as root unless it is told to.
        common = [f"--datadir={folder}/data", *(["--user=root"] if os.geteuid() == 0 else [])]
        subprocess.run(
            [install, *common, "--auth-root-authentication-method=normal"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        address = [f"--port={port}", "--bind-address=127.0.0.1", f"--socket={folder}/socket"]
        with subprocess.Popen([server, "--no-defaults", *common, *address]) as process:
            try:
                url = f"mysql://root@127.0.0.1:{port}/mysql"
                _wait(url)
                yield url
            finally:
                process.terminate()


def _wait(url: str) -> None:
    deadline = time.monotonic() + _START_WAIT
    while not _answers(url):
        if time.monotonic() > deadline:
            raise TimeoutError("MariaDB did not start")
        time.sleep(0.1)


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(
        sa.make_url(url).set(drivername="mysql+asyncmy"),
        poolclass=sa.NullPool,
        isolation_level="AUTOCOMMIT",
    )
    async with engine.connect() as connection:
        await connection.execute(sa.text(statement))
