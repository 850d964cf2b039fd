"""Makes sure, before anything is served, that the database has the tables that the code expects."""

import structlog

from app.bootstrap.errors import DatabaseNotMigratedError
from app.bootstrap.settings import Settings
from app.infrastructure.database.dialect import MIGRATED_WHEN_SERVED
from app.infrastructure.database.migrations import Migrations

_log = structlog.stdlib.get_logger()


def prepare_database(settings: Settings) -> None:
    """Migrate a database file of a developer; refuse any other that is not at head.

    Raises:
        DatabaseNotMigratedError: says which command mends it.
        Conflict: the files do not say which migration is the newest.
    """
    migrations = Migrations(settings.database)
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


def _names(revisions: tuple[str, ...]) -> str:
    return ", ".join(revisions) or "nothing"
