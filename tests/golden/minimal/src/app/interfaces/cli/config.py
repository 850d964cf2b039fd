"""`config`: look at the settings."""

from typing import Protocol

import typer


class Config(Protocol):
    """Reads the settings as every command does."""

    def check(self) -> None:
        """Return when they are right."""
        ...

    def show(self) -> str:
        """Return them as YAML, without secrets."""
        ...


def add_config(cli: typer.Typer, config: Config) -> None:
    """Add the command with its two subcommands."""
    group = typer.Typer(no_args_is_help=True, help="Look at the settings.")
    cli.add_typer(group, name="config")

    @group.command("check")
    def check() -> None:
        """Exit with 1 and name what is wrong when the settings cannot be used."""
        config.check()
        typer.echo("the settings are right")

    @group.command("show")
    def show() -> None:
        """Print the settings in use, without secrets."""
        typer.echo(config.show(), nl=False)
