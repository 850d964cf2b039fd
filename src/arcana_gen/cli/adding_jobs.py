"""What `arcana add job` does with what it was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from arcana_gen import console
from arcana_gen.blueprint import Job, make_job
from arcana_gen.blueprint.errors import NoJobs
from arcana_gen.cli.changing import tell_recovered
from arcana_gen.cli.flags import PROJECT_NAME
from arcana_gen.cli.results import show_result
from arcana_gen.cli.settings import Settings
from arcana_gen.reconcile import Manner, Project, add_job, open_project

_OPTION: Final = "jobs"
_OFF: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWish:
    """A job as the command line describes it."""

    name: str
    fields: Sequence[str]
    cron: str
    priority: str


def add_job_to_project(wish: JobWish, settings: Settings) -> None:
    """Add the job and show what that wrote."""
    manner = Manner(dry_run=settings.output.dry_run, force=settings.force)
    with open_project(settings.project) as project:
        tell_recovered(project)
        added = _job(project, wish)
        done = add_job(project, added, manner=manner, step=console.step)
    service = project.answers.blueprint.options.get(PROJECT_NAME, done.root.name)
    headline = f"added the job `{added.name}` ({console.count(done.plan, done=True)})"
    show_result(
        "add job",
        done,
        settings.output,
        headline=headline if done.plan.writes else "nothing to do: the job is there already",
        following=["uv run pytest tests/unit/worker", f"uv run {service} worker"],
    )


def _job(project: Project, wish: JobWish) -> Job:
    blueprint = project.answers.blueprint
    if blueprint.options.get(_OPTION, _OFF) == _OFF:
        raise NoJobs
    return make_job(
        wish.name,
        wish.fields,
        entities=blueprint.entities,
        cron=wish.cron,
        priority=wish.priority,
    )
