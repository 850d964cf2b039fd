"""`arcana apply`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import (
    AcceptDataLoss,
    BlueprintFile,
    Diff,
    DryRun,
    Fills,
    Force,
    Json,
    NoInstall,
    ProjectFolder,
    Yes,
)

HELP: Final = """Make the project match a blueprint; what you wrote in it stays.

Options that the file leaves out stay as they are; entities and fields that it leaves out are
removed. A field under another name is a new field here: use `arcana rename` for that.

\b
Examples
  arcana show --blueprint > blueprint.yaml
  arcana apply blueprint.yaml --dry-run
"""


def apply(  # noqa: PLR0913 - one parameter per flag
    *,
    file: BlueprintFile,
    project: ProjectFolder = Path(),
    fill: Fills = None,
    yes: Yes = False,
    accept_data_loss: AcceptDataLoss = False,
    force: Force = False,
    no_install: NoInstall = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and apply the blueprint."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import applying
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        accept_data_loss=accept_data_loss,
        force=force,
        with_lock=not no_install,
        fills=fill or [],
    )
    change("apply", settings, applying(file), headline=f"applied `{file}`")
