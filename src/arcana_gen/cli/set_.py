"""`arcana set`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import (
    Assignments,
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

HELP: Final = """Change options of the project; what you wrote in it stays.

`arcana show` lists the options with their values.

\b
Examples
  arcana set database=postgresql
  arcana set ci=gitlab license=Apache-2.0 --dry-run
  arcana set 'description=Takes orders.'
"""


def set_options(  # noqa: PLR0913 - one parameter per flag
    *,
    assignments: Assignments,
    project: ProjectFolder = Path(),
    branch: Branch = "",
    checks: Checks = False,
    yes: Yes = False,
    force: Force = False,
    no_install: NoInstall = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and change the options."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import setting
    from arcana_gen.cli.results import Output

    settings = Settings(
        project=project,
        output=Output(dry_run=dry_run, diff=diff, json=json),
        yes=yes,
        force=force,
        with_lock=not no_install,
        branch=branch,
        checks=checks,
        offers_checks=True,
    )
    change("set", settings, setting(assignments), headline=f"set {' '.join(assignments)}")
