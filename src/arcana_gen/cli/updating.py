"""`arcana update`, as its help shows it; what it does is imported when it runs."""

from typing import Annotated, Final

import typer

from arcana_gen.cli.settings import Settings, with_settings

HELP: Final = """Merge a newer version of the template into the project; what you wrote stays.

First it tells what the newer version does otherwise. Conflicts leave the usual markers.

\b
Examples
  arcana update
  arcana update --to 1.2.0 --branch update-template
  arcana update --check --json
"""


@with_settings("accept_data_loss", "branch", "run_checks", "no_install")
def update(
    *,
    to: Annotated[str, typer.Option("--to", metavar="VERSION", help="Not the newest one.")] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Only tell whether there is a newer version.")
    ] = False,
    settings: Settings,
) -> None:
    """Update the project."""
    from arcana_gen.cli.renewing import check_for_update, update_project

    if check:
        check_for_update(settings.project, to, as_json=settings.output.json)
    else:
        update_project(settings, to)
