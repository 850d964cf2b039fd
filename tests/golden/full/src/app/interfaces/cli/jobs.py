"""`jobs`: look at jobs, and act on them."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

import typer

from app.application.jobs.record import Cancellation, JobFilter, Status
from app.application.ports.job_administration import JobAdministration
from app.interfaces.cli.job_printing import print_json, print_lines, to_json

Result = TypeVar("Result")
# More than this is no list to look at.
_MOST = 10_000

_Job = Annotated[UUID, typer.Argument(help="Identifier of the job.")]
_Wanted = Annotated[UUID | None, typer.Argument(help="Identifier of one job; all without it.")]
_Type = Annotated[str | None, typer.Option("--type", help="Only jobs of this type.")]
_Tag = Annotated[str | None, typer.Option(help="Only jobs with this tag.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class _Ended(StrEnum):
    """What can be forgotten."""

    SUCCEEDED = Status.SUCCEEDED.value
    CANCELLED = Status.CANCELLED.value
    DEAD = Status.DEAD.value


class OnQueue(Protocol):
    """Opens the queue, does something there, and closes it."""

    def __call__(self, action: Callable[[JobAdministration], Awaitable[Result]]) -> Result: ...


def add_jobs(cli: typer.Typer, on_queue: OnQueue) -> typer.Typer:
    """Add the command with its subcommands; return the group of these."""
    group = typer.Typer(no_args_is_help=True, help="Look at jobs, and act on them.")
    cli.add_typer(group, name="jobs")
    _add_looks(group, on_queue)
    _add_acts(group, on_queue)
    return group


def _add_looks(group: typer.Typer, on_queue: OnQueue) -> None:
    @group.command("list")
    def list_jobs(
        *,
        status: Annotated[Status | None, typer.Option(help="Only jobs in this status.")] = None,
        job_type: _Type = None,
        tag: _Tag = None,
        limit: Annotated[int, typer.Option(min=1, max=_MOST, help="At most so many.")] = 50,
        as_json: _Json = False,
    ) -> None:
        """List jobs, the newest first."""
        wanted = JobFilter(status=status, type=job_type, tag=tag)
        found = on_queue(lambda jobs: jobs.find(wanted, limit=limit))
        if as_json:
            print_json([to_json(job) for job in found])
        else:
            print_lines(found)

    @group.command("show")
    def show_job(job: _Job) -> None:
        """Show all that is known about a job, as JSON."""
        print_json(to_json(on_queue(lambda jobs: jobs.get(job))))


def _add_acts(group: typer.Typer, on_queue: OnQueue) -> None:
    @group.command("retry")
    def retry_job(job: _Job) -> None:
        """Run a job now that is scheduled for later."""
        on_queue(lambda jobs: jobs.hasten(job))
        typer.echo(f"{job}: waiting")

    @group.command("cancel")
    def cancel_job(job: _Job) -> None:
        """Cancel a job; one that runs is told to stop."""
        outcome = on_queue(lambda jobs: jobs.cancel(job))
        typer.echo(f"{job}: {outcome}")
        if outcome is Cancellation.TOO_LATE:
            raise typer.Exit(1)

    @group.command("replay")
    def replay_jobs(job: _Wanted = None, *, job_type: _Type = None, tag: _Tag = None) -> None:
        """Run dead jobs again, with all their attempts."""
        wanted = JobFilter(id=job, type=job_type, tag=tag)
        number = on_queue(lambda jobs: jobs.replay(wanted))
        _print_number("replayed", number, job)

    @group.command("purge")
    def purge_jobs(
        job: Annotated[UUID | None, typer.Argument(help="Identifier of one job.")] = None,
        *,
        status: Annotated[_Ended | None, typer.Option(help="Only jobs in this status.")] = None,
        job_type: _Type = None,
        tag: _Tag = None,
        everything: Annotated[bool, typer.Option("--all", help="All that have ended.")] = False,
    ) -> None:
        """Forget jobs that have succeeded, were cancelled, or are dead."""
        if not (everything or job or status or job_type or tag):
            raise typer.BadParameter("say which jobs: by identifier or options, or --all")
        ended = Status(status.value) if status else None
        wanted = JobFilter(id=job, status=ended, type=job_type, tag=tag)
        number = on_queue(lambda jobs: jobs.purge(wanted))
        _print_number("purged", number, job)


def _print_number(what: str, number: int, job: UUID | None) -> None:
    """Print how many there were; that the only one is none of them is an error."""
    typer.echo(f"{what}: {number}")
    if job is not None and number == 0:
        typer.echo(f"error: {job} is not there, or in no status for that", err=True)
        raise typer.Exit(1)
