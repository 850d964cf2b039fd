"""`migrate`: change the schema of the database."""

from collections.abc import Sequence
from typing import Annotated, Protocol

import typer


class Status(Protocol):
    """Where the database is and what it lacks, as revisions, and what is wrong with the files."""

    @property
    def current(self) -> Sequence[str]: ...
    @property
    def pending(self) -> Sequence[str]: ...
    @property
    def problem(self) -> str: ...


class Migrate(Protocol):
    """Changes the schema."""

    def upgrade(self, target: str) -> None: ...
    def downgrade(self, target: str) -> None: ...
    def status(self) -> Status: ...


def add_migrate(cli: typer.Typer, migrate: Migrate) -> None:
    """Add the command with its three subcommands; alone it means `migrate up`."""
    group = typer.Typer(invoke_without_command=True)
    cli.add_typer(group, name="migrate")

    @group.callback()
    def default(context: typer.Context) -> None:
        """Change the schema of the database; without a subcommand: `up`."""
        if context.invoked_subcommand is None:
            up()

    @group.command("up")
    def up(
        target: Annotated[str, typer.Argument(help="Revision to go to.")] = "head",
    ) -> None:
        """Apply migrations."""
        migrate.upgrade(target)
        _show(migrate.status())

    @group.command("down")
    def down(
        target: Annotated[str, typer.Argument(help="Revision to go to, or `base`.")] = "-1",
    ) -> None:
        """Revert the last migration, or all down to a revision."""
        migrate.downgrade(target)
        _show(migrate.status())

    @group.command("status")
    def status() -> None:
        """Show what is applied and what is missing; exit with 1 when something is, or is wrong."""
        found = migrate.status()
        _show(found)
        if found.pending or found.problem:
            raise typer.Exit(1)


def _show(status: Status) -> None:
    typer.echo(f"current: {', '.join(status.current) or 'none'}")
    typer.echo(f"pending: {', '.join(status.pending) or 'none'}")
    if status.problem:
        typer.echo(f"problem: {status.problem}")
