"""The migrations of a project: which is the last, and what the next one is called."""

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import Blueprint, Entity, JsonValue
from arcana_gen.blueprint.names import snake
from arcana_gen.blueprint.schema import (
    SchemaChanges,
    create_tables,
    drop_tables,
    operation_to_data,
)
from arcana_gen.blueprint.storage import entity_to_data
from arcana_gen.errors import BrokenMigration, SeveralHeads

FOLDER: Final = "migrations/versions"
_LONGEST_SLUG: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One migration file and the revisions that it comes after."""

    path: str
    revision: str
    parents: tuple[str, ...]


def find_head(root: Path) -> str | None:
    """The revision of the last migration, None if there are none; raises SeveralHeads."""
    heads = find_heads(root)
    if len(heads) > 1:
        shown = (f"`{head.revision}` in `{head.path}`" for head in heads)
        raise SeveralHeads(heads=", ".join(shown))
    return heads[0].revision if heads else None


def find_heads(root: Path) -> list[Revision]:
    """The migrations that no other comes after, in the order of their files."""
    revisions = list(_read_revisions(root))
    parents = {parent for revision in revisions for parent in revision.parents}
    heads = [revision for revision in revisions if revision.revision not in parents]
    if revisions and not heads:
        raise BrokenMigration(path=revisions[0].path, problem="the revisions follow in a circle")
    return heads


def next_migration(
    entities: Sequence[Entity],
    *,
    option_tables: tuple[str, ...] = (),
    parent: str | None,
    now: datetime,
) -> dict[str, JsonValue]:
    """What the template needs to write the migration that creates these entities' tables.

    `option_tables` belong to no entity, and are created after the others.
    """
    names = [entity.name for entity in entities]
    subject = "\n".join([*names, *option_tables])
    slug = "_".join([_slug(entities), *option_tables])
    migration = {"entities": [*names], **_identity(slug, subject, parent=parent, now=now)}
    if not option_tables:
        return migration
    plurals = [snake(entity.plural).replace("_", " ") for entity in entities]
    return {
        **migration,
        "title": f"Add {', '.join([*plurals, *option_tables])}",
        "up": [operation_to_data(operation) for operation in create_tables(option_tables)],
        "down": [operation_to_data(operation) for operation in drop_tables(option_tables)],
    }


def change_migration(
    changes: SchemaChanges,
    before: Blueprint,
    after: Blueprint,
    *,
    parent: str | None,
    now: datetime,
) -> dict[str, JsonValue]:
    """What the template needs to write the migration that makes these changes.

    It stands by itself: what else is rendered with it does not matter.
    """
    up: list[JsonValue] = [operation_to_data(operation) for operation in changes.up]
    down: list[JsonValue] = [operation_to_data(operation) for operation in changes.down]
    steps = json.dumps([up, down], sort_keys=True)
    return {
        "entities": [],
        **_identity(changes.slug, steps, parent=parent, now=now),
        "title": changes.slug.replace("_", " ").capitalize(),
        "before": _named(before, [*up, *down]),
        "after": _named(after, [*up, *down]),
        "up": up,
        "down": down,
    }


def merge_migration(heads: Sequence[Revision], *, now: datetime) -> dict[str, JsonValue]:
    """What the template needs to write the migration that joins these; it changes nothing."""
    revisions: list[JsonValue] = [head.revision for head in heads]
    return {
        "entities": [],
        **_identity("merge_branches", "\n".join(map(str, revisions)), parent=None, now=now),
        "down_revision": revisions,
        "title": "Merge the migrations of branches",
        "summary": "Change nothing.",
    }


def _identity(
    slug: str, subject: str, *, parent: str | None, now: datetime
) -> dict[str, JsonValue]:
    created = now.astimezone(UTC).replace(microsecond=0)
    # Made from what it is about, so that the same clock writes the same migration.
    identity = "\n".join([parent or "", created.isoformat(), subject])
    return {
        "revision": hashlib.sha256(identity.encode()).hexdigest()[:12],
        "down_revision": parent,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "slug": slug,
        "filename": f"{created:%Y%m%d%H%M%S}_{slug}",
    }


def _named(blueprint: Blueprint, steps: Iterable[JsonValue]) -> dict[str, JsonValue]:
    """The entities that the steps name, with those they refer to, as the answers hold them."""
    found = set(_names(steps))
    names = [name for name in blueprint.entities if name in found]
    kept = blueprint.pruned(names).entities
    entities: dict[str, JsonValue] = {name: entity_to_data(entity) for name, entity in kept.items()}
    return {"names": list[JsonValue](names), "entities": entities}


def _names(steps: Iterable[JsonValue]) -> Iterator[JsonValue]:
    for step in steps:
        if isinstance(step, dict):
            yield from (step.get("entity"), step.get("old_entity"))
            actions = step.get("actions")
            yield from _names(actions if isinstance(actions, list) else [])


def _slug(entities: Sequence[Entity]) -> str:
    spelled = "_".join(["add", *(entity.route.replace("-", "_") for entity in entities)])
    if len(entities) > 1 and len(spelled) > _LONGEST_SLUG:
        return f"add_{len(entities)}_entities"
    return spelled


def _read_revisions(root: Path) -> Iterator[Revision]:
    for path in sorted((root / FOLDER).glob("*.py")):
        if path.name == "__init__.py":
            continue
        name = f"{FOLDER}/{path.name}"
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as error:
            line = f"line {error.lineno}: " if isinstance(error, SyntaxError) else ""
            raise BrokenMigration(path=name, problem=f"{line}{error}") from None
        yield _revision(name, tree)


def _revision(path: str, tree: ast.Module) -> Revision:
    values = dict(_constants(tree))
    revision, down = values.get("revision"), values.get("down_revision")
    if not isinstance(revision, str):
        raise BrokenMigration(path=path, problem="it sets no `revision`")
    if down is not None and not isinstance(down, str | tuple | list):
        raise BrokenMigration(path=path, problem="its `down_revision` is no revision")
    parents = (down,) if isinstance(down, str) else tuple(down or ())
    return Revision(path=path, revision=revision, parents=tuple(map(str, parents)))


def _constants(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """The names that the module sets to plain values."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and statement.targets:
            target: ast.expr = statement.targets[0]
            value: ast.expr | None = statement.value
        elif isinstance(statement, ast.AnnAssign):
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name) and value is not None:
            try:
                yield target.id, ast.literal_eval(value)
            except ValueError:
                continue
