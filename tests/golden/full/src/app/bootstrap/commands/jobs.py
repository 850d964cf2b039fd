"""`jobs`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from app.application.ports.job_administration import JobAdministration
from app.application.ports.job_transfer import JobTransfer
from app.interfaces.cli.job_transfer import add_job_transfer
from app.interfaces.cli.jobs import add_jobs

if TYPE_CHECKING:
    from app.bootstrap.container import Infrastructure

Result = TypeVar("Result")


def register(cli: typer.Typer) -> None:
    """Add the command."""
    group = add_jobs(cli, _on_queue)
    add_job_transfer(group, _on_transfer)


def _on_queue(action: Callable[[JobAdministration], Awaitable[Result]]) -> Result:
    return _run(lambda infrastructure: action(infrastructure.job_administration))


def _on_transfer(action: Callable[[JobTransfer], Awaitable[Result]]) -> Result:
    from app.infrastructure.jobs.transfer import StoredJobTransfer

    return _run(
        lambda infrastructure: action(
            StoredJobTransfer(infrastructure.job_administration, infrastructure.job_store)
        )
    )


def _run(action: "Callable[[Infrastructure], Awaitable[Result]]") -> Result:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.container import make_infrastructure
    from app.bootstrap.database import prepare_database
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings()
    configure_logging(settings.logging)
    prepare_database(settings)
    infrastructure = make_infrastructure(settings)

    async def act() -> Result:
        await infrastructure.start()
        try:
            return await action(infrastructure)
        finally:
            await infrastructure.close()

    return asyncio.run(act())
