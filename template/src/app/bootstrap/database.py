"""Makes sure, before anything is served, that the database has the tables that the code expects."""

import structlog

from app.bootstrap import tiers
from app.bootstrap.discovery import discover_modules
from app.bootstrap.errors import DatabaseNotMigratedError
from app.bootstrap.settings import Settings
from app.infrastructure.database.dialect import MIGRATED_WHEN_SERVED
from app.infrastructure.database.migrations import Migrations

_log = structlog.stdlib.get_logger()


def prepare_database(settings: Settings) -> None:
    """Migrate a database file of a developer; refuse any other that is not at head.

    Raises:
        DatabaseNotMigratedError: says which command mends it.
        StartError: this process is not to have a database.
        Conflict: the files do not say which migration is the newest.
    """
    migrations = open_migrations(settings)
    migrations.require_one_head()
    status = migrations.status()
    if status.at_head:
        return
    if settings.environment == "development" and MIGRATED_WHEN_SERVED:
        migrations.upgrade()
        _log.info("database_migrated", applied=len(status.pending))
        return
    raise DatabaseNotMigratedError(
        f"the database is at {_names(status.current)}, the code needs {_names(status.heads)};"
        " run `migrate up` first"
    )


def open_migrations(settings: Settings) -> Migrations:
    """Return the migrations of the database; raise `StartError` where there is not to be one."""
    for require in discover_modules(tiers.__name__, attribute="require_database").values():
        require(settings)
    return Migrations(settings.database)


def _names(revisions: tuple[str, ...]) -> str:
    return ", ".join(revisions) or "nothing"
