"""Which tables the options of a project bring: the template says so in a computed question."""

from datetime import datetime
from typing import Final

from arcana_gen.blueprint import Blueprint, JsonValue, load_options
from arcana_gen.reconcile.migrations import next_migration
from arcana_gen.template import Template

_QUESTION: Final = "option_tables"


def option_tables(template: Template, blueprint: Blueprint) -> tuple[str, ...]:
    """The names of these tables; none where the template does not know of any."""
    found = load_options(template.questions).computed(_QUESTION, blueprint.options)
    return tuple(map(str, found)) if isinstance(found, list) else ()


def first_migrations(
    template: Template, blueprint: Blueprint, *, now: datetime
) -> list[dict[str, JsonValue]]:
    """The migration of a new project, which creates all tables; none where there are none."""
    entities, tables = blueprint.in_dependency_order(), option_tables(template, blueprint)
    if not (entities or tables):
        return []
    return [next_migration(entities, option_tables=tables, parent=None, now=now)]
