"""What `arcana add entity` does with what it was given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcana_gen import console
from arcana_gen.blueprint import Entity, make_entity, parse_entity, parse_field
from arcana_gen.cli.changing import tell_recovered
from arcana_gen.cli.clock import now
from arcana_gen.cli.flags import PROJECT_NAME
from arcana_gen.cli.results import show_result
from arcana_gen.cli.settings import Settings
from arcana_gen.errors import WrongUsage
from arcana_gen.reconcile import Manner, Project, add_entity, open_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An entity as the command line describes it."""

    name: str
    fields: Sequence[str]
    plural: str
    soft_delete: bool


def add_to_project(wish: Wish, settings: Settings) -> None:
    """Add the entity and show what that changed."""
    manner = Manner(dry_run=settings.output.dry_run, force=settings.force)
    with open_project(settings.project) as project:
        tell_recovered(project)
        added = _entity(project, wish, may_ask=settings.asks)
        done = add_entity(project, added, now=now(), manner=manner, step=console.step)
    service = project.answers.blueprint.options.get(PROJECT_NAME, done.root.name)
    show_result(
        "add entity",
        done,
        settings.output,
        headline=f"added `{added.name}` ({console.count(done.plan, done=True)})",
        following=[f"uv run {service} migrate up", "uv run pytest", f"uv run {service} serve"],
    )


def _entity(project: Project, wish: Wish, *, may_ask: bool) -> Entity:
    if not wish.fields and ":" in wish.name:  # as one text, the way `--entity` takes it
        entity = parse_entity(wish.name)
        return replace(entity, soft_delete=entity.soft_delete or wish.soft_delete)
    if not (wish.name and wish.fields) and may_ask:
        from arcana_gen.cli.prompts import ask_entity

        known = project.answers.blueprint.entities
        return ask_entity(known, name=wish.name, plural=wish.plural, soft_delete=wish.soft_delete)
    if not wish.name:
        raise WrongUsage(problem="the NAME of the entity is missing", command="arcana add entity")
    name, _, plural = wish.name.partition("/")
    return make_entity(
        name,
        map(parse_field, wish.fields),
        plural=wish.plural or plural,
        soft_delete=wish.soft_delete,
    )
