"""What the commands do that only look at a project."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from arcana_gen import console
from arcana_gen.blueprint import format_field, render_blueprint
from arcana_gen.blueprint.json_values import as_text
from arcana_gen.cli.changing import tell_recovered
from arcana_gen.errors import ArcanaError
from arcana_gen.reconcile import (
    Change,
    Inspection,
    Plan,
    Project,
    inspect_project,
    open_project,
    template_of,
)
from arcana_gen.reconcile.errors import NotGenerated
from arcana_gen.template import newest_version

if TYPE_CHECKING:
    from arcana_gen.blueprint import JsonValue

_API: Final = "/api/v1"
_MODULES: Final = {
    "jobs": "src/app/interfaces/worker",
    "subscribers": "src/app/interfaces/subscribers",
}
"""What the user adds to a service as modules of a folder."""


def show_status(folder: Path, *, as_json: bool) -> None:
    """Print how the project stands."""
    with open_project(folder) as project:
        tell_recovered(project)
        found, newest = _inspect(project), _newest(project)
    if as_json:
        console.print_document(_status_document(project, found, newest))
    else:
        for line in _status_lines(project, found, newest):
            console.tell(line)


def show_edits(folder: Path, paths: Sequence[str], *, as_json: bool) -> None:
    """Print the user's edits; raises NotGenerated for a path that has none to compare with."""
    with open_project(folder) as project:
        tell_recovered(project)
        found = _inspect(project)
    wanted = [_inside(project.root, path) for path in paths]
    known = (*found.pristine, *found.missing, *(change.path for change in found.edited))
    for path, place in zip(paths, wanted, strict=True):
        if not any(_is_below(name, place) for name in known):
            raise NotGenerated(path=path)
    edited = [
        change
        for change in found.edited
        if not wanted or any(_is_below(change.path, place) for place in wanted)
    ]
    _print_edits(edited, as_json=as_json)


def show_blueprint(folder: Path, *, as_blueprint: bool, as_json: bool) -> None:
    """Print options, entities, routes, jobs and subscribers."""
    with open_project(folder) as project:
        tell_recovered(project)
    blueprint = project.answers.blueprint
    if as_blueprint:
        console.tell(render_blueprint(blueprint).rstrip("\n"))
    elif as_json:
        console.print_document(_blueprint_document(project))
    else:
        for line in _blueprint_lines(project):
            console.tell(line)


def _inspect(project: Project) -> Inspection:
    template = template_of(project.answers, console.step)
    with console.step("Comparing with a pristine rendering"):
        return inspect_project(project, template)


def _newest(project: Project) -> str:
    """The newest version of the template, or why it is not known."""
    try:
        with console.step("Looking for a newer template"):
            return newest_version(project.answers.source).version
    except ArcanaError as error:
        return f"unknown: {error.message}"


def _inside(root: Path, path: str) -> str:
    place = Path(path).absolute()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else path


def _is_below(name: str, place: str) -> bool:
    return place in {".", name} or name.startswith(f"{place}/")


def _print_edits(edited: Sequence[Change], *, as_json: bool) -> None:
    if as_json:
        diffs: list[JsonValue] = [
            {"path": change.path, "diff": console.difference(change)} for change in edited
        ]
        console.print_document({"command": "diff", "edited": diffs})
    else:
        console.show_differences(Plan(tuple(edited)))


def _status_document(project: Project, found: Inspection, newest: str) -> "dict[str, JsonValue]":
    answers = project.answers
    return {
        "command": "status",
        "project": str(project.root),
        "template": {"source": answers.source, "version": answers.commit, "newest": newest},
        "files": {
            "pristine": list(found.pristine),
            "edited": [change.path for change in found.edited],
            "missing": list(found.missing),
            "moved": dict(found.moved),
            "ejected": list(found.ejected),
        },
        "migrations": {"head": found.head, "problem": found.migration_problem},
        "conflicts": list(found.conflicts),
    }


def _status_lines(project: Project, found: Inspection, newest: str) -> Iterator[str]:
    answers = project.answers
    yield f"project     {project.root.name}"
    yield f"template    {answers.commit or 'without a version'} of {answers.source}"
    yield f"newest      {'the same' if newest == answers.commit else newest}"
    yield f"migrations  {found.migration_problem or found.head or 'none'}"
    yield f"conflicts   {len(found.conflicts) or 'none'}"
    yield from (f"  ! {path}" for path in found.conflicts)
    yield f"files       {len(found.pristine)} as rendered"
    groups = {
        "edited": [f"~ {change.path}" for change in found.edited],
        "missing": [f"- {path}" for path in found.missing],
        "moved": [f"> {new}  (from {old})" for old, new in found.moved.items()],
        "ejected": [f"e {path}" for path in found.ejected],
    }
    for words, lines in groups.items():
        if lines:
            yield f"            {len(lines)} {words}"
            yield from (f"  {line}" for line in lines)


def _blueprint_document(project: Project) -> "dict[str, JsonValue]":
    blueprint = project.answers.blueprint
    return {
        "command": "show",
        "project": str(project.root),
        "template": {"source": project.answers.source, "version": project.answers.commit},
        "blueprint": blueprint.to_answers(),
        "routes": [f"{_API}/{entity.route}" for entity in blueprint.entities.values()],
        **{words: list(_modules(project, folder)) for words, folder in _MODULES.items()},
    }


def _blueprint_lines(project: Project) -> Iterator[str]:
    blueprint = project.answers.blueprint
    width = max(map(len, blueprint.options), default=0)
    for name, value in blueprint.options.items():
        yield f"{name:<{width}}  {as_text(value)}"
    for entity in blueprint.entities.values():
        yield ""
        restorable = "  (deleted ones can be restored)" if entity.soft_delete else ""
        yield f"{entity.name}  {_API}/{entity.route}{restorable}"
        yield from (f"  {format_field(field)}" for field in entity.fields)
    for words, folder in _MODULES.items():
        names = _modules(project, folder)
        if names:
            yield from ("", words, *(f"  {name}" for name in names))


def _modules(project: Project, folder: str) -> list[str]:
    """The modules of a folder in the project, by name."""
    found = (path.stem for path in (project.root / folder).glob("*.py"))
    return sorted(name for name in found if not name.startswith("_"))
