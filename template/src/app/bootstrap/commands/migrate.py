"""`migrate`."""

from typing import TYPE_CHECKING

import typer

from app.interfaces.cli.migrate import add_migrate

if TYPE_CHECKING:
    from app.infrastructure.database.migrations import Migrations, MigrationStatus


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_migrate(cli, _Migrate())


class _Migrate:
    """Implements `Migrate` on the database of the settings."""

    def upgrade(self, target: str) -> None:
        """Apply migrations."""
        _open().upgrade(target)

    def downgrade(self, target: str) -> None:
        """Revert migrations."""
        _open().downgrade(target)

    def status(self) -> "MigrationStatus":
        """Compare the database with the code."""
        return _open().status()


def _open() -> "Migrations":
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.database import open_migrations
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings()
    configure_logging(settings.logging)
    return open_migrations(settings)
