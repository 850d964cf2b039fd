"""`jobs export` and `jobs import`: take jobs from one queue to another."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from app.application.ports.job_transfer import JobTransfer

Result = TypeVar("Result")


class OnTransfer(Protocol):
    """Opens the queue, does something there, and closes it."""

    def __call__(self, action: Callable[[JobTransfer], Awaitable[Result]]) -> Result: ...


def add_job_transfer(group: typer.Typer, on_transfer: OnTransfer) -> None:
    """Add the commands to those of jobs."""

    @group.command("export")
    def export_jobs(
        file: Annotated[Path, typer.Argument(help="File to write, which must not be there.")],
    ) -> None:
        """Write the jobs that wait or are scheduled into a file, while no worker runs."""
        if file.exists():
            raise typer.BadParameter(f"{file} is there already")
        if not file.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {file.parent}")
        lines = on_transfer(lambda jobs: jobs.export())
        # Payloads are for nobody else.
        file.touch(mode=0o600)
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        typer.echo(f"exported: {len(lines)}")

    @group.command("import")
    def import_jobs(
        file: Annotated[
            Path,
            typer.Argument(exists=True, dir_okay=False, help="File that `export` has written."),
        ],
    ) -> None:
        """Put the jobs of a file into the queue; those that are there already stay as they are."""
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise typer.BadParameter(f"{file} is not what `export` has written") from error
        on_transfer(lambda jobs: jobs.restore(lines))
        typer.echo(f"imported: {len(lines)}")
