"""Whether the database can be worked with."""

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.domain.errors import Unavailable
from app.infrastructure.database.database import Database
from app.infrastructure.database.migrations import FOLDER


class DatabaseReadiness:
    """Implements `ReadinessCheck`: the database answers and is at head."""

    name = "database"

    def __init__(self, database: Database) -> None:
        self._database = database
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        self._heads = set(ScriptDirectory.from_config(config).get_heads())

    async def check(self) -> None:
        """Ask the database for its migrations."""
        current = await self._database.read(
            lambda connection: MigrationContext.configure(connection).get_current_heads()
        )
        if set(current) != self._heads:
            raise Unavailable("the database is not at the newest migration", code="not_migrated")
