"""An empty SQLite database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.infrastructure.database.settings import DatabaseSettings


@contextmanager
def empty_database() -> Iterator[str]:
    """Yield the address of a file that goes away afterwards."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'test.db'}"


def limited(settings: DatabaseSettings, *, connections: int) -> DatabaseSettings:
    """Return the settings as they are: SQLite has one writer, fewer than any number asked for."""
    assert connections >= 1
    return settings
