"""What `arcana update` does with what it was given."""

from pathlib import Path
from typing import TYPE_CHECKING

from arcana_gen import console
from arcana_gen.blueprint import load_options
from arcana_gen.cli.changing import change, tell_recovered
from arcana_gen.cli.settings import Settings
from arcana_gen.reconcile import Edit, Project, open_project
from arcana_gen.template import (
    Template,
    behaviour_changes,
    leads_on,
    newest_version,
    renames,
    template_at,
)

if TYPE_CHECKING:
    from arcana_gen.blueprint import JsonValue


def update_project(settings: Settings, to: str) -> None:
    """Merge another version of the template into the project."""

    def edit(project: Project, _template: Template) -> Edit:
        target = _target(project, to)
        if not leads_on(project.answers.commit, target, chosen=bool(to)):
            return Edit(blueprint=project.answers.blueprint)
        _announce(project, target)
        return _edit(project, target)

    change("update", settings, edit, headline="updated")


def check_for_update(folder: Path, to: str, *, as_json: bool) -> None:
    """Tell whether there is a newer version, and what it does otherwise."""
    with open_project(folder) as project:
        tell_recovered(project)
        target = _target(project, to)
    is_newer = leads_on(project.answers.commit, target, chosen=bool(to))
    changes = _changes(project, target) if is_newer else []
    if as_json:
        lines: list[JsonValue] = list(changes)
        document: dict[str, JsonValue] = {
            "command": "update",
            "project": str(project.root),
            "version": project.answers.commit,
            "newest": target.version,
            "is_newer": is_newer,
            "changes": lines,
        }
        console.print_document(document)
        return
    if is_newer:
        console.tell(f"{project.answers.commit} -> {target.version}")
        for line in changes:
            console.tell(f"  {line}")
    else:
        console.tell(f"{project.answers.commit} is the newest version")


def _target(project: Project, to: str) -> Template:
    answers = project.answers
    with console.step("Looking for the template"):
        return template_at(answers.source, to) if to else newest_version(answers.source)


def _changes(project: Project, target: Template) -> list[str]:
    answers = project.answers
    return behaviour_changes(target, answers.commit, answers.blueprint.options)


def _announce(project: Project, target: Template) -> None:
    """Show what the newer version does otherwise, before anything is done."""
    console.say(f"`{project.answers.commit}` -> `{target.version}`", style="bold")
    for line in _changes(project, target):
        console.note(line)


def _edit(project: Project, target: Template) -> Edit:
    """The same answers for the newer questions; those that it no longer asks are dropped."""
    before, options = project.answers.blueprint, load_options(target.questions)
    asked = {question.name for question in options}
    known = {name: value for name, value in before.options.items() if name in asked}
    return Edit(
        blueprint=before.with_options(options.resolve(known)),
        template=target,
        moved=renames(target, project.answers.commit),
    )
