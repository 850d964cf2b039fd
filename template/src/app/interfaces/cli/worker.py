"""`worker`: run jobs."""

from collections.abc import Mapping
from typing import Annotated, Protocol

import typer


class Work(Protocol):
    """Runs jobs until the process is told to stop.

    `arguments` are settings by their paths; `None` means: as files and environment say.
    """

    def __call__(self, arguments: Mapping[tuple[str, ...], object], *, processes: int) -> None: ...


def add_worker(cli: typer.Typer, work: Work) -> None:
    """Add the command."""

    @cli.command("worker")
    def worker_command(
        *,
        concurrency: Annotated[
            int | None, typer.Option(help="Number of jobs at the same time, per process.")
        ] = None,
        scheduler: Annotated[
            bool | None,
            typer.Option("--scheduler/--no-scheduler", help="Follow schedules too."),
        ] = None,
        processes: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    ) -> None:
        """Run jobs, until the process is told to stop: then finish those that run."""
        arguments: dict[tuple[str, ...], object] = {
            ("jobs", "concurrency"): concurrency,
            ("jobs", "scheduler"): scheduler,
        }
        work(arguments, processes=processes)
