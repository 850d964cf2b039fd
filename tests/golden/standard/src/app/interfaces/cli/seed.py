"""`seed`: fill the database with sample data."""

from collections.abc import Mapping
from typing import Annotated, Protocol

import typer


class Seed(Protocol):
    """Creates sample data; returns how many of each entity. The same seed gives the same data."""

    def __call__(self, *, rows: int, seed: int, allow_production: bool) -> Mapping[str, int]: ...


def add_seed(cli: typer.Typer, seed: Seed) -> None:
    """Add the command."""

    @cli.command("seed")
    def seed_command(
        rows: Annotated[int, typer.Option(min=1, help="How many of each entity.")] = 10,
        number: Annotated[int, typer.Option("--seed", help="Choose other data.")] = 1,
        allow_production: Annotated[
            bool,
            typer.Option("--allow-production", help="Write into a production database."),
        ] = False,
    ) -> None:
        """Fill the database with sample data."""
        created = seed(rows=rows, seed=number, allow_production=allow_production)
        for name, count in created.items():
            typer.echo(f"{name}: {count}")
