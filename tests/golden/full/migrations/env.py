"""What Alembic runs: hands it the tables, and a connection from the service or from the settings."""

from alembic import context
from sqlalchemy import Connection

from app.bootstrap.configuration import load_settings
from app.bootstrap.discovery import discover, discover_modules
from app.infrastructure.database import repositories, tables
from app.infrastructure.database.dialect import REBUILT_WHEN_ALTERED, migrate
from app.infrastructure.database.metadata import METADATA


def run(connection: Connection) -> None:
    """Migrate on this connection."""
    # Importing the tables registers them.
    discover(repositories.__name__, module="table", attribute="TABLE")
    discover_modules(tables.__name__, attribute="TABLES")
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=REBUILT_WHEN_ALTERED,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is None:
    migrate(load_settings().database, run)
else:
    run(given)
