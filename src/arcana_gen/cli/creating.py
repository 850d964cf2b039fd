"""What `arcana new` does with what it was given."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen import console
from arcana_gen.blueprint import (
    Blueprint,
    BlueprintError,
    Entity,
    blueprint_from_file,
    parse_entity,
    project_name,
)
from arcana_gen.cli.clock import now
from arcana_gen.cli.flags import PROJECT_NAME, Given
from arcana_gen.cli.output import Output
from arcana_gen.cli.results import show_result
from arcana_gen.errors import WrongUsage
from arcana_gen.reconcile import NewProject, create_project

_ENTITY_NAME: Final = re.compile(r"[^\s:/]+")
_FIRST_ENTITY: Final = "arcana add entity Customer name:str email:email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A project as the command line describes it."""

    name: str
    entities: Sequence[str]
    blueprint: Path | None
    target: Path | None
    may_ask: bool
    with_git: bool
    with_lock: bool


def create(given: Given, wish: Wish, output: Output) -> None:
    """Create the project and show it."""
    start = blueprint_from_file(wish.blueprint) if wish.blueprint else Blueprint({})
    asks = wish.may_ask and console.can_ask()
    blueprint = _blueprint(given, start, wish, asks=asks)
    service = str(blueprint.options[PROJECT_NAME])
    project = NewProject(
        template=given.template,
        blueprint=blueprint,
        target=wish.target or Path(service),
        with_git=wish.with_git,
        with_lock=wish.with_lock,
    )
    done = create_project(project, now=now(), dry_run=output.dry_run, step=console.step)
    files = console.count(done.plan, done=True)
    show_result(
        "new",
        done,
        output,
        headline=f"created `{service}` in `{_shown(done.root)}` ({files})",
        following=_following(done.root, service, has_entities=bool(blueprint.entities)),
    )


def _blueprint(given: Given, start: Blueprint, wish: Wish, *, asks: bool) -> Blueprint:
    answers = {**start.options, **given.flags}
    entities = [_parse_entity(text) for text in wish.entities]
    if wish.name:
        answers[PROJECT_NAME] = project_name(wish.name)
    if asks:
        answers, entities = _ask(given, start, answers, entities)
    if PROJECT_NAME not in answers:
        raise WrongUsage(problem="the NAME of the service is missing", command="arcana new")
    try:
        options = given.resolve(answers)
    except BlueprintError as error:
        in_file = getattr(error, "option", None) in start.options.keys() - given.flags.keys()
        raise error.at(f"`{wish.blueprint}`") if in_file else error from None
    return Blueprint(options, start.entities).with_entities(entities)


def _parse_entity(text: str) -> Entity:
    try:
        return parse_entity(text)
    except BlueprintError as error:
        name = _ENTITY_NAME.match(text)
        raise error.at(f"`--entity {name[0]}`" if name else "`--entity`") from None


def _ask(
    given: Given, start: Blueprint, answers: dict[str, object], entities: list[Entity]
) -> tuple[dict[str, object], list[Entity]]:
    from arcana_gen.cli.prompts import ask_entities, ask_options

    answered = ask_options(given.options, answers)
    if not start.entities and not entities:
        entities = ask_entities()
    return answered, entities


def _following(root: Path, service: str, *, has_entities: bool) -> list[str]:
    third = "uv run pytest" if has_entities else _FIRST_ENTITY
    return [f"cd {shlex.quote(_shown(root))}", f"uv run {service} serve", third]


def _shown(root: Path) -> str:
    """The folder as seen from here, where that is shorter."""
    return str(root.relative_to(Path.cwd())) if root.is_relative_to(Path.cwd()) else str(root)
