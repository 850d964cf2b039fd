"""`arcana add entity`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import (
    Diff,
    DryRun,
    EntityName,
    Fields,
    Json,
    Plural,
    ProjectFolder,
    Yes,
)

HELP: Final = """Add an entity to the project: all its layers, its tests, and a migration.

Only new files are written; the one file that changes is `.copier-answers.yml`. Without fields, in
a terminal, it asks for them.

\b
Examples
  arcana add entity Customer name:str email:email
  arcana add entity Order number:str:unique customer:ref:Customer
  arcana add entity Person name:str --plural Persons --dry-run

\b
Fields
  number:str:max=32:unique     total:decimal:12,2:min=0     note:text:optional
  customer:ref:Customer        tags:refs:Tag                placed_at:datetime:index
  status:enum:pending,paid:default=pending

\b
Types
  str text int bigint float decimal bool date datetime time duration uuid
  json email url enum bytes ref refs

\b
Modifiers
  optional unique index secret readonly default= min= max= pattern=
  on_delete=restrict|cascade|set_null
"""


def entity(  # noqa: PLR0913 - one parameter per flag
    *,
    name: EntityName = None,
    fields: Fields = None,
    plural: Plural = "",
    project: ProjectFolder = Path(),
    yes: Yes = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and add the entity."""
    from arcana_gen.cli.adding import Wish, add_to_project
    from arcana_gen.cli.results import Output

    wish = Wish(name=name or "", fields=fields or [], plural=plural, may_ask=not (yes or json))
    add_to_project(project, wish, Output(dry_run=dry_run, diff=diff, json=json))
