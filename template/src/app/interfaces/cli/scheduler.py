"""`scheduler`: follow schedules."""

from collections.abc import Callable

import typer


def add_scheduler(cli: typer.Typer, schedule: Callable[[], None]) -> None:
    """Add the command; `schedule` returns when the process is told to stop."""

    @cli.command("scheduler")
    def scheduler_command() -> None:
        """Enqueue jobs when their time comes, and run none; workers do so too unless told not to."""
        schedule()
