"""The program: finds its commands and turns expected failures into one line and exit code 1."""

import sys

import typer

from app.bootstrap import commands
from app.bootstrap.discovery import discover_modules
from app.bootstrap.errors import StartError
from app.domain.errors import DomainError
from app.interfaces.cli.app import make_cli


def main() -> None:
    """Run the program."""
    cli = make_cli()
    for register in discover_modules(commands.__name__, attribute="register").values():
        register(cli)
    try:
        cli()
    except (StartError, DomainError) as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(1)
