"""Looking at a project: which of its files are as they were rendered, and what else is to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arcana_gen.blueprint import BlueprintError, entity_name
from arcana_gen.errors import BrokenMigration, SeveralHeads
from arcana_gen.reconcile.conflicts import find_conflicts
from arcana_gen.reconcile.ejection import is_ejected, shortest, without_ejected
from arcana_gen.reconcile.errors import NotGenerated
from arcana_gen.reconcile.merge import with_line_ends_of
from arcana_gen.reconcile.migrations import find_head
from arcana_gen.reconcile.moved_by_user import find_moved
from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import rendered
from arcana_gen.reconcile.tree import Tree, read_paths
from arcana_gen.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """How the files of a project stand to a pristine rendering of its blueprint.

    `edited` are the user's changes from it; `moved` leads from rendered paths to where the user
    has put them. `head` is the last migration, or `migration_problem` tells why there is none.
    """

    pristine: tuple[str, ...]
    edited: tuple[Change, ...]
    missing: tuple[str, ...]
    moved: dict[str, str]
    ejected: tuple[str, ...]
    conflicts: tuple[str, ...]
    head: str | None = None
    migration_problem: str = ""


def inspect_project(project: Project, template: Template) -> Inspection:
    """Render the project's blueprint anew and compare."""
    blueprint = project.answers.blueprint
    base = without_ejected(rendered(template, blueprint), blueprint.ejected)
    ours = read_paths(project.root, base)
    edited = tuple(_edited(base, ours))
    missing = {path: entry for path, entry in base.items() if path not in ours}
    moved = find_moved(project.root, missing, known=base)
    changed = {change.path for change in edited}
    head, problem = _last_migration(project.root)
    return Inspection(
        pristine=tuple(path for path in base if path in ours and path not in changed),
        edited=edited,
        missing=tuple(path for path in missing if path not in moved),
        moved=moved,
        ejected=blueprint.ejected,
        conflicts=find_conflicts(project.root),
        head=head,
        migration_problem=problem,
    )


def places_to_eject(project: Project, template: Template, name: str) -> frozenset[str]:
    """The paths that a word names: a generated file or folder, or an entity for all of its files.

    A path is one from the current folder. Raises NotGenerated.
    """
    place = Path(name).absolute()
    if place.is_relative_to(project.root):
        path = place.relative_to(project.root).as_posix()
        known = rendered(template, project.answers.blueprint)
        if any(is_ejected(found, frozenset({path})) for found in known):
            return frozenset({path})
    entity = project.answers.blueprint.entities.get(_entity_name(name))
    if entity is None:
        raise NotGenerated(path=name)
    scope = frozenset({entity.name})
    return shortest(rendered(template, project.answers.blueprint, scope=scope), entity.module)


def _entity_name(text: str) -> str:
    try:
        return entity_name(text)
    except BlueprintError:  # a path
        return ""


def _edited(base: Tree, ours: Tree) -> Iterator[Change]:
    for path, entry in base.items():
        found = ours.get(path)
        if found is None or found == entry:
            continue
        if found.mode == entry.mode and found.content == with_line_ends_of(
            found.content, entry.content
        ):
            continue
        yield Change(path=path, kind=Kind.CHANGE, before=entry, after=found)


def _last_migration(root: Path) -> tuple[str | None, str]:
    try:
        return find_head(root), ""
    except (BrokenMigration, SeveralHeads) as error:
        return None, error.message
