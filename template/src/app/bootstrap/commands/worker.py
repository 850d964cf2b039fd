"""`worker`."""

import os
from collections.abc import Mapping

import typer

from app.interfaces.cli.worker import add_worker


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_worker(cli, _work)


def _work(arguments: Mapping[tuple[str, ...], object], *, processes: int) -> None:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.database import prepare_database
    from app.bootstrap.setting_names import as_environment
    from app.bootstrap.workers import run_workers
    from app.bootstrap.working import require_handlers
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings(arguments)
    configure_logging(settings.logging)
    require_handlers(settings)
    prepare_database(settings)
    # The processes read the settings themselves.
    os.environ.update(as_environment(arguments))
    run_workers(_run_process, number=processes)


def _run_process() -> None:
    import uvloop

    from app.bootstrap.configuration import load_settings
    from app.bootstrap.working import work
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings()
    configure_logging(settings.logging)
    uvloop.run(work(settings))
