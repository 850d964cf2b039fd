"""What `arcana migrations merge` does."""

from arcana_gen import console
from arcana_gen.cli.changing import tell_recovered
from arcana_gen.cli.clock import now
from arcana_gen.cli.flags import PROJECT_NAME
from arcana_gen.cli.results import show_result
from arcana_gen.cli.settings import Settings
from arcana_gen.reconcile import Manner, join_migrations, open_project, template_of


def join(settings: Settings) -> None:
    """Write the migration that comes after all heads, and show it."""
    output = settings.output
    with open_project(settings.project) as project:
        tell_recovered(project)
        template = template_of(project.answers, console.step)
        manner = Manner(dry_run=output.dry_run, whole=True, force=settings.force)
        done = join_migrations(project, template, now=now(), manner=manner, step=console.step)
    service = project.answers.blueprint.options.get(PROJECT_NAME, done.root.name)
    written = bool(done.plan.writes)
    show_result(
        "migrations merge",
        done,
        output,
        headline=f"joined the migrations ({console.count(done.plan, done=True)})"
        if written
        else "nothing to do: the migrations have one head",
        following=[f"uv run {service} migrate up", "uv run pytest"] if written else [],
    )
