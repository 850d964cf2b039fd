"""`arcana rename`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import (
    Diff,
    DryRun,
    Force,
    Json,
    KnownEntity,
    KnownField,
    NewName,
    Plural,
    ProjectFolder,
    Yes,
)

ENTITY_HELP: Final = """Rename an entity in all layers; what you wrote in its files moves along.

The migration renames its tables, constraints and indexes; no row is lost. Your own lines that
still have the old name are listed, not rewritten.

\b
Examples
  arcana rename entity Order Purchase
  arcana rename entity Person Contact --plural Contacts --dry-run
"""

FIELD_HELP: Final = """Rename a field of an entity in all layers; its values stay.

\b
Examples
  arcana rename field Order note remark
"""


def rename_entity(  # noqa: PLR0913 - one parameter per flag
    *,
    entity: KnownEntity,
    new: NewName,
    plural: Plural = "",
    project: ProjectFolder = Path(),
    yes: Yes = False,
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and rename the entity."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import renaming_entity
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        force=force,
    )
    edit = renaming_entity(entity, new, plural)
    change("rename entity", settings, edit, headline=f"renamed `{entity}` to `{new}`")


def rename_field(  # noqa: PLR0913 - one parameter per flag
    *,
    entity: KnownEntity,
    field: KnownField,
    new: NewName,
    project: ProjectFolder = Path(),
    yes: Yes = False,
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and rename the field."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import renaming_field
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        force=force,
    )
    headline = f"renamed `{entity}.{field}` to `{new}`"
    change("rename field", settings, renaming_field(entity, field, new), headline=headline)
