"""Empty databases, and how many rows they hold afterwards."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit


class Place(Protocol):
    """An empty database of its own for one server."""

    @property
    def url(self) -> str:
        """Return the address, without a driver."""
        ...

    def count(self, table: str) -> int:
        """Return the number of rows, seen by a connection that no server had."""
        ...


class SqlitePlace:
    """A file."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.db"
        for file in folder.glob(f"{name}.db*"):
            file.unlink()
        self.url = f"sqlite:///{self._file}"

    def count(self, table: str) -> int:
        """Return the number of rows."""
        with closing(sqlite3.connect(self._file)) as connection:
            [[number]] = connection.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
            return int(number)


class PostgresqlPlace:
    """A database on a server, where `address` leads to any other."""

    def __init__(self, address: str, name: str) -> None:
        self.url = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        _execute(address, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _execute(address, f"CREATE DATABASE {name}")

    def count(self, table: str) -> int:
        """Return the number of rows."""
        [[number]] = _execute(self.url, f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
        return int(number)


class MysqlPlace:
    """A database on a server of MySQL or MariaDB, where `address` leads to any other."""

    def __init__(self, address: str, name: str) -> None:
        self.url = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        _execute_on_mysql(address, f"DROP DATABASE IF EXISTS {name}")
        _execute_on_mysql(address, f"CREATE DATABASE {name}")

    def count(self, table: str) -> int:
        """Return the number of rows."""
        [[number]] = _execute_on_mysql(self.url, f"SELECT count(*) FROM {table}")  # noqa: S608 - ours
        return int(number)


def _execute(address: str, statement: str) -> list[list[int]]:
    import asyncpg

    async def connect_and_execute() -> list[list[int]]:
        connection = await asyncpg.connect(address)
        try:
            return [list(row) for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    return asyncio.run(connect_and_execute())


def _execute_on_mysql(address: str, statement: str) -> list[list[int]]:
    import sqlalchemy as sa
    from sqlalchemy.ext.asyncio import create_async_engine

    async def connect_and_execute() -> list[list[int]]:
        url = sa.make_url(address).set(drivername="mysql+asyncmy")
        engine = create_async_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            done = await connection.exec_driver_sql(statement)
            return [list(row) for row in done] if done.returns_rows else []

    return asyncio.run(connect_and_execute())
