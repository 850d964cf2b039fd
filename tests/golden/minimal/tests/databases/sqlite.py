"""An empty SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from app.infrastructure.database.settings import DatabaseSettings

_ENDLESS = """(
WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers)
SELECT count(*) FROM numbers
)"""
_running: list[str] = []


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the address of a file that goes away afterwards."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'test.db'}"


def limited(settings: DatabaseSettings, *, connections: int) -> DatabaseSettings:
    """Return the settings as they are: SQLite has one writer, fewer than any number asked for."""
    assert connections >= 1
    return settings


def execute_endless(connection: Connection, statement: str) -> None:
    """Run a statement that does not end, with `{endless}` where a number may stand."""
    _running.append(statement)
    try:
        connection.exec_driver_sql(statement.format(endless=_ENDLESS))
    finally:
        _running.remove(statement)


def count_endless(_connection: Connection) -> int:
    """Return how many of them run: there is no server, they run in this process."""
    return len(_running)
