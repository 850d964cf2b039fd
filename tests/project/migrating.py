"""A database that lives through the history of a service, with rows in its tables."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeAlias, TypedDict

from tests.project.servers import empty_database
from tests.support.environments import Environment
from tests.support.projects import BIRTHDAY, Project, make_blueprint, render_project

from arcana_gen.blueprint import Blueprint, Entity, parse_entity
from arcana_gen.blueprint.schema import SchemaChanges, schema_changes
from arcana_gen.blueprint.schema.tables import Names, Table, tables_of
from arcana_gen.reconcile.migrations import FOLDER, change_migration, find_head
from arcana_gen.template import own_template, render

Row: TypeAlias = Mapping[str, str | None]
Stored: TypeAlias = Mapping[str, Sequence[Row]]
Rows: TypeAlias = Mapping[str, Mapping[str, Row]]

_PROBE: Final = Path(__file__).with_name("probe.txt")
_COMMON: Final = ("id", "created_at", "updated_at", "version")


@dataclass(frozen=True, slots=True)
class Change:
    """A step of the history: the entities afterwards, and what cannot be seen from them."""

    entities: Sequence[str | Entity]
    renamed_entities: Mapping[str, str] = field(default_factory=dict)
    renamed_fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fills: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Columns, by table and name afterwards, whose values are others afterwards.
    altered: frozenset[tuple[str, str]] = frozenset()


class _Found(TypedDict):
    """What the probe writes; all but the last two are as the driver reads them."""

    problems: list[str]
    before: Stored
    upgraded: Stored
    lowered: Stored
    again: Stored
    migrated: Rows
    rows: Rows


@dataclass(frozen=True, slots=True)
class Step:
    """What a change did: its plan, the project afterwards, and all rows as the service sees them.

    `migrated` are the rows that were there before; `rows` has some more.
    """

    changes: SchemaChanges
    project: Project
    migrated: Rows
    rows: Rows


@dataclass(slots=True)
class History:
    """A service that changes, on one database; after every step it writes rows of its own.

    Some entities are such that no sample can be made of them; `with_rows` says that these are not.
    """

    folder: Path
    environment: Environment
    database: str
    url: str = ""
    with_rows: bool = True
    steps: list[Step] = field(default_factory=list)
    blueprint: Blueprint = field(init=False)

    def begin(self, entities: Sequence[str | Entity]) -> Project:
        """Render the service at its first stage."""
        self.blueprint = self._blueprint(entities)
        root = self.folder / "0"
        render_project(self.blueprint, root)
        return Project(root, self.blueprint, self.environment)

    def migrate_first(self, project: Project) -> None:
        """Migrate the empty database, and write rows."""
        found = self._probe(project, "first")
        assert found["problems"] == [], "\n".join(found["problems"])
        nothing = SchemaChanges(slug="", up=(), down=())
        self.steps = [Step(nothing, project, found["migrated"], found["rows"])]

    def change(self, change: Change) -> Step:
        """Render the service after the change, migrate up, down and up, and compare all rows."""
        before, after = self.blueprint, self._blueprint(change.entities)
        changes = self._changes(change)
        assert changes.missing_fills == ()
        project = self.render(change)
        found = self._probe(project, "next")
        step = Step(changes, project, found["migrated"], found["rows"])
        assert found["problems"] == [], "\n".join(found["problems"])
        _Comparison(before, after, change).check(found, self.steps[-1].rows)
        self.blueprint = after
        self.steps.append(step)
        return step

    def _blueprint(self, entities: Sequence[str | Entity]) -> Blueprint:
        made = (parse_entity(one) if isinstance(one, str) else one for one in entities)
        return make_blueprint(database=self.database).with_entities(made)

    def _changes(self, change: Change) -> SchemaChanges:
        return schema_changes(
            self.blueprint,
            self._blueprint(change.entities),
            renamed_entities=change.renamed_entities,
            renamed_fields=change.renamed_fields,
            fills=change.fills,
        )

    def render(self, change: Change) -> Project:
        """The project as it is afterwards, with the migrations that it had."""
        last, after = self.steps[-1].project, self._blueprint(change.entities)
        root = self.folder / str(len(self.steps))
        now = BIRTHDAY + timedelta(days=len(self.steps))
        migration = change_migration(
            self._changes(change), self.blueprint, after, parent=find_head(last.root), now=now
        )
        template = replace(own_template(), source="arcana", version="tested")
        render(template, after.to_answers(), root, migrations=[migration])
        for path in (last.root / FOLDER).glob("*.py"):
            shutil.copy(path, root / FOLDER)
        project = Project(root, after, self.environment)
        project.check("ruff", "format", "--check", "migrations")
        project.check("ruff", "check", "migrations")
        return project

    def _probe(self, project: Project, stage: str) -> "_Found":
        code = _PROBE.read_text(encoding="utf-8")
        seed = str(len(self.steps) + 1)
        variables = {"APP__DATABASE__URL": self.url}
        rows = "strict" if self.with_rows else "lenient"
        done = project.run("python", "-c", code, self.url, stage, seed, rows, **variables)
        migrations = "\n\n".join(
            path.read_text() for path in sorted((project.root / FOLDER).glob("*.py"))[-1:]
        )
        assert done.returncode == 0, f"{migrations}\n{done.stderr[-2000:]}"
        found: _Found = json.loads(done.stdout)
        return found


@contextmanager
def living(history: History, entities: Sequence[str | Entity]) -> Iterator[History]:
    """A service with rows at its first stage."""
    project = history.begin(entities)
    with empty_database(project) as url:
        history.url = url
        history.migrate_first(project)
        yield history


def through(history: History, entities: Sequence[str | Entity], *changes: Change) -> History:
    """Live through the changes."""
    with living(history, entities):
        for change in changes:
            history.change(change)
    return history


class _Comparison:
    """Which tables and columns are the same before and after a change."""

    def __init__(self, before: Blueprint, after: Blueprint, change: Change) -> None:
        names = Names(entities=change.renamed_entities, fields=change.renamed_fields)
        old, new = tables_of(before, names), tables_of(after, Names())
        self._tables = {old[key].name: new[key].name for key in old if key in new}
        self._columns = {
            old[key].name: self._kept(old[key], new[key], change) for key in old if key in new
        }

    @staticmethod
    def _kept(old: Table, new: Table, change: Change) -> dict[str, str]:
        kept = {
            column.name: new.columns[key].name
            for key, column in old.columns.items()
            if key in new.columns and (new.name, new.columns[key].name) not in change.altered
        }
        return kept if old.field else {**kept, **{name: name for name in _COMMON}}

    def check(self, found: _Found, rows: Rows) -> None:
        """The same rows before, after, below, and above again."""
        for old, new in self._tables.items():
            columns = self._columns[old]
            wanted = {key: _picked(row, columns) for key, row in rows[old].items()}
            migrated = found["migrated"][new]
            assert wanted == {key: _picked(row, columns.values()) for key, row in migrated.items()}

            before = [_picked(row, columns) for row in found["before"][old]]
            assert before == [_picked(row, columns) for row in found["lowered"][old]]

            upgraded = [_picked(row, columns.values()) for row in found["upgraded"][new]]
            assert upgraded == [_picked(row, columns.values()) for row in found["again"][new]]
        assert found["before"].keys() == found["lowered"].keys()
        assert found["upgraded"].keys() == found["again"].keys()


def _picked(row: Row, columns: Iterable[str]) -> list[str | None]:
    """The values of these columns; numbers without the zeros at their end."""
    return [_normal(row[column]) for column in columns]


def _normal(text: str | None) -> str | None:
    try:
        return str(Decimal(text).normalize()) if text is not None else None
    except InvalidOperation:
        return text
