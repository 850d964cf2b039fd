"""What all commands share that change a project: from the blueprint they want to the result."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from arcana_gen import console
from arcana_gen.blueprint import ANSWERS_FILE, entity_name
from arcana_gen.cli.checking import offer_checks
from arcana_gen.cli.clock import now
from arcana_gen.cli.flags import PROJECT_NAME
from arcana_gen.cli.results import show_result
from arcana_gen.cli.settings import Settings
from arcana_gen.cli.stores import has_other_database, notes_on_data, renamed_file, servers_to_start
from arcana_gen.errors import Stopped, WrongUsage
from arcana_gen.reconcile import (
    MIGRATIONS,
    Done,
    Edit,
    Manner,
    Outcome,
    Project,
    Recovered,
    consequences,
    edit_project,
    open_project,
    template_of,
)
from arcana_gen.reconcile.errors import DataLoss, FillMissing
from arcana_gen.template import Template

_INTERRUPTED: Final = "the last command here was interrupted"
_RECOVERED: Final = {
    Outcome.COMPLETED: "its work is complete now",
    Outcome.UNCOMMITTED: "its work is complete now, but not committed",
    Outcome.UNDONE: "what it had begun is undone",
}

MakeEdit: TypeAlias = Callable[[Project, Template], Edit]
"""What a command wants, given the project and the template that it was made from."""


def change(command: str, settings: Settings, make_edit: MakeEdit, *, headline: str) -> None:
    """Open the project, find out what it shall become, make it that, and show it."""
    with open_project(settings.project) as project:
        tell_recovered(project)
        template = template_of(project.answers, console.step)
        edit = make_edit(project, template)
        edit = replace(edit, fills={**edit.fills, **_fills(settings.fills, edit)})
        edit = _approved(project, template, edit, settings)
        manner = Manner(
            dry_run=settings.output.dry_run,
            force=settings.force,
            with_lock=settings.with_lock,
            branch=settings.branch,
            message=headline.replace("`", ""),
            confirm=partial(_announce, settings) if edit.template else None,
        )
        done = edit_project(project, template, edit, now=now(), manner=manner, step=console.step)
    done = done.with_notes(notes_on_data(done.plan))
    _show(command, settings, edit, done, headline)
    if settings.offers_checks and done.plan.writes and not settings.output.dry_run:
        offer_checks(done.root, wanted=settings.run_checks, may_ask=settings.asks)


def _announce(settings: Settings, done: Done) -> None:
    """Show the plan of an update, which nobody can foresee, and ask; raises Stopped."""
    if not settings.output.json:
        console.show_plan(done)
    if settings.asks:
        from arcana_gen.cli.prompts import ask_to_go_on

        if not ask_to_go_on():
            raise Stopped


def _show(command: str, settings: Settings, edit: Edit, done: Done, headline: str) -> None:
    if not done.plan.writes:
        headline = "nothing to do: the project is like that already"
    elif not settings.output.dry_run:
        headline = f"{headline} ({console.count(done.plan, done=True)})"
    service = str(edit.blueprint.options.get(PROJECT_NAME, done.root.name))
    following = list(_following(done, service)) if done.plan.writes else []
    show_result(command, done, settings.output, headline=headline, following=following)


def _following(done: Done, service: str) -> Iterator[str]:
    plan, files = done.plan, renamed_file(done.plan)
    if files and (done.root / files[0]).is_file():
        yield shlex.join(["mv", *files])
    servers = servers_to_start(plan)
    if servers:
        yield f"docker compose up --detach {' '.join(servers)}"
    if has_other_database(plan) or any(
        write.path.startswith(f"{MIGRATIONS}/") for write in plan.writes
    ):
        yield f"uv run {service} migrate up"
    yield "uv run pytest"


def tell_recovered(project: Project) -> None:
    """Say what became of a command that was killed here, and of a merge of the answers."""
    if project.recovered:
        console.note(f"{_INTERRUPTED}; {_told(project.recovered)}")
        for line in project.recovered.notes:
            console.note(line)
    if project.merged:
        console.note(f"`{ANSWERS_FILE}` was in conflict; it has the blueprint of both sides now")


def _told(recovered: Recovered) -> str:
    text = _RECOVERED[recovered.outcome]
    if not recovered.branch:
        return text
    if recovered.outcome == Outcome.UNDONE:
        return f"{text}, apart from the branch `{recovered.branch}`, which stays"
    return f"{text}, on the branch `{recovered.branch}`"


def _approved(project: Project, template: Template, edit: Edit, settings: Settings) -> Edit:
    """The edit, with what had to be asked; raises DataLoss or FillMissing where nobody answers."""
    found = consequences(project, template, edit)
    for entity, field in found.missing_fills:
        edit = replace(edit, fills={**edit.fills, (entity, field): _fill(entity, field, settings)})
    if found.losses and not settings.accept_data_loss:
        _accept(found.losses, settings)
    # A value that does not fit is refused before anything is written.
    consequences(project, template, edit)
    return edit


def _fill(entity: str, field: str, settings: Settings) -> str:
    if not settings.asks:
        raise FillMissing(entity=entity, field=field)
    from arcana_gen.cli.prompts import ask_fill

    return ask_fill(entity, field)


def _accept(losses: Sequence[str], settings: Settings) -> None:
    if settings.output.dry_run:
        for loss in losses:
            console.note(f"this loses {loss}")
        return
    if settings.asks:
        from arcana_gen.cli.prompts import ask_to_lose

        if ask_to_lose(losses):
            return
    raise DataLoss(losses="; ".join(losses))


def _fills(given: Sequence[str], edit: Edit) -> Mapping[tuple[str, str], str]:
    """`Entity.field=value`, as `--fill` takes it."""
    fills: dict[tuple[str, str], str] = {}
    for text in given:
        path, equals, value = text.partition("=")
        entity, dot, field = path.partition(".")
        if not (equals and dot):
            problem = f"`--fill {text}` is not `Entity.field=value`"
            raise WrongUsage(problem=problem)
        name = entity_name(entity)
        if name not in edit.blueprint.entities:
            raise WrongUsage(problem=f"`--fill {text}`: there is no entity `{name}`")
        fills[name, field] = value
    return fills
