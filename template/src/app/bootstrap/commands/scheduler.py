"""`scheduler`."""

import asyncio

import typer

from app.interfaces.cli.scheduler import add_scheduler


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_scheduler(cli, _schedule)


def _schedule() -> None:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.database import prepare_database
    from app.bootstrap.working import schedule
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings()
    configure_logging(settings.logging)
    prepare_database(settings)
    asyncio.run(schedule(settings))
