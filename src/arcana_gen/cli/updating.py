"""`arcana update`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Annotated, Final

import typer

from arcana_gen.cli.parameters import (
    AcceptDataLoss,
    Branch,
    Checks,
    Diff,
    DryRun,
    Force,
    Json,
    NoInstall,
    ProjectFolder,
    Yes,
)

HELP: Final = """Merge a newer version of the template into the project; what you wrote stays.

First it tells what the newer version does otherwise. Conflicts leave the usual markers.

\b
Examples
  arcana update
  arcana update --to 1.2.0 --branch update-template
  arcana update --check --json
"""


def update(  # noqa: PLR0913 - one parameter per flag
    *,
    project: ProjectFolder = Path(),
    to: Annotated[str, typer.Option("--to", metavar="VERSION", help="Not the newest one.")] = "",
    branch: Branch = "",
    check: Annotated[
        bool, typer.Option("--check", help="Only tell whether there is a newer version.")
    ] = False,
    checks: Checks = False,
    yes: Yes = False,
    accept_data_loss: AcceptDataLoss = False,
    force: Force = False,
    no_install: NoInstall = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and update the project."""
    from arcana_gen.cli.changing import Settings
    from arcana_gen.cli.renewing import check_for_update, update_project
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        accept_data_loss=accept_data_loss,
        force=force,
        with_lock=not no_install,
        branch=branch,
        checks=checks,
        offers_checks=True,
    )
    if check:
        check_for_update(project, to, as_json=json)
    else:
        update_project(settings, to)
