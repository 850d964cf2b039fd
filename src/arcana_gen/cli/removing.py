"""`arcana remove`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.parameters import KnownEntity, KnownFields
from arcana_gen.cli.settings import Settings, with_settings

ENTITY_HELP: Final = """Remove an entity from all layers, with a migration that drops its tables.

Files of it that you have edited stay, and are named; so are your own lines elsewhere that still
have its name.

\b
Examples
  arcana remove entity Coupon --accept-data-loss
  arcana remove entity Coupon --dry-run --diff
"""

FIELD_HELP: Final = """Remove fields of an entity from all layers, with a migration that drops them.

Your own lines that still have their names are listed.

\b
Examples
  arcana remove field Order note --accept-data-loss
  arcana remove field Order note placed_at --dry-run
"""


@with_settings("accept_data_loss")
def remove_entity(*, entity: KnownEntity, settings: Settings) -> None:
    """Remove the entity."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import removing_entity

    change("remove entity", settings, removing_entity(entity), headline=f"removed `{entity}`")


@with_settings("accept_data_loss")
def remove_field(*, entity: KnownEntity, fields: KnownFields, settings: Settings) -> None:
    """Remove the fields."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import removing_fields

    names = ", ".join(f"`{entity}.{field}`" for field in fields)
    change("remove field", settings, removing_fields(entity, fields), headline=f"removed {names}")
