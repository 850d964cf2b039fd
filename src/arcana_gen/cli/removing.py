"""`arcana remove`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import (
    AcceptDataLoss,
    Diff,
    DryRun,
    Force,
    Json,
    KnownEntity,
    KnownFields,
    ProjectFolder,
    Yes,
)

ENTITY_HELP: Final = """Remove an entity from all layers, with a migration that drops its tables.

Files of it that you have edited stay, and are named.

\b
Examples
  arcana remove entity Coupon --accept-data-loss
  arcana remove entity Coupon --dry-run --diff
"""

FIELD_HELP: Final = """Remove fields of an entity from all layers, with a migration that drops them.

\b
Examples
  arcana remove field Order note --accept-data-loss
  arcana remove field Order note placed_at --dry-run
"""


def remove_entity(  # noqa: PLR0913 - one parameter per flag
    *,
    entity: KnownEntity,
    project: ProjectFolder = Path(),
    yes: Yes = False,
    accept_data_loss: AcceptDataLoss = False,
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and remove the entity."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import removing_entity
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        accept_data_loss=accept_data_loss,
        force=force,
    )
    change("remove entity", settings, removing_entity(entity), headline=f"removed `{entity}`")


def remove_field(  # noqa: PLR0913 - one parameter per flag
    *,
    entity: KnownEntity,
    fields: KnownFields,
    project: ProjectFolder = Path(),
    yes: Yes = False,
    accept_data_loss: AcceptDataLoss = False,
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and remove the fields."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import removing_fields
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        accept_data_loss=accept_data_loss,
        force=force,
    )
    names = ", ".join(f"`{entity}.{field}`" for field in fields)
    change("remove field", settings, removing_fields(entity, fields), headline=f"removed {names}")
