"""`seed`."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from app.bootstrap.errors import StartError
from app.interfaces.cli.seed import add_seed

if TYPE_CHECKING:
    from app.bootstrap.settings import Settings


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_seed(cli, _seed)


def _seed(*, rows: int, seed: int, allow_production: bool) -> Mapping[str, int]:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.database import prepare_database
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings()
    if settings.environment == "production" and not allow_production:
        raise StartError("this is production: sample data needs --allow-production")
    configure_logging(settings.logging)
    prepare_database(settings)
    return asyncio.run(_fill(settings, rows=rows, seed=seed))


async def _fill(settings: "Settings", *, rows: int, seed: int) -> Mapping[str, int]:
    from app.bootstrap.container import make_infrastructure, make_services
    from app.bootstrap.seeding import Seeder

    infrastructure = make_infrastructure(settings)
    await infrastructure.start()
    try:
        return await Seeder(make_services(infrastructure), seed=seed).fill(rows)
    finally:
        await infrastructure.close()
