"""`arcana eject`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Annotated, Final

import typer

from arcana_gen.cli.parameters import Diff, DryRun, Json, ProjectFolder

HELP: Final = """Take files over for good: later changes of blueprint and template leave them alone.

Names generated files or folders, or an entity for all of its files.

\b
Examples
  arcana eject src/app/interfaces/http/app.py
  arcana eject Order
"""


def eject(
    *,
    what: Annotated[
        list[str], typer.Argument(metavar="PATH|ENTITY...", help="What shall be yours.")
    ],
    project: ProjectFolder = Path(),
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and take the files over."""
    from arcana_gen.cli.changing import Settings, change
    from arcana_gen.cli.edits import ejecting
    from arcana_gen.cli.results import Output

    settings = Settings(project=project, output=Output(dry_run=dry_run, diff=diff, json=json))
    names = ", ".join(f"`{name}`" for name in what)
    change("eject", settings, ejecting(what), headline=f"{names} is yours now")
