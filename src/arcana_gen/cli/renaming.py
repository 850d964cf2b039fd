"""`arcana rename`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.parameters import KnownEntity, KnownField, NewName, Plural
from arcana_gen.cli.settings import Settings, with_settings

ENTITY_HELP: Final = """Rename an entity in all layers; what you wrote in its files moves along.

The migration renames its tables, constraints and indexes; no row is lost. Your own lines that
still have the old name are listed, not rewritten.

\b
Examples
  arcana rename entity Order Purchase
  arcana rename entity Person Contact --plural Contacts --dry-run
"""

FIELD_HELP: Final = """Rename a field of an entity in all layers; its values stay.

Your own lines that still have the old name are listed, not rewritten.

\b
Examples
  arcana rename field Order note remark
"""


@with_settings()
def rename_entity(
    *, entity: KnownEntity, new: NewName, plural: Plural = "", settings: Settings
) -> None:
    """Rename the entity."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import renaming_entity

    edit = renaming_entity(entity, new, plural)
    change("rename entity", settings, edit, headline=f"renamed `{entity}` to `{new}`")


@with_settings()
def rename_field(
    *, entity: KnownEntity, field: KnownField, new: NewName, settings: Settings
) -> None:
    """Rename the field."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import renaming_field

    headline = f"renamed `{entity}.{field}` to `{new}`"
    change("rename field", settings, renaming_field(entity, field, new), headline=headline)
