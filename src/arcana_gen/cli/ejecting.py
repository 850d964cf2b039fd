"""`arcana eject`, as its help shows it; what it does is imported when it runs."""

from typing import Annotated, Final

import typer

from arcana_gen.cli.settings import Settings, with_settings

HELP: Final = """Take files over for good: later changes of blueprint and template leave them alone.

Names generated files or folders, or an entity for all of its files. New files of a newer template
are not written into such a folder, and are named; those of what you add are.

\b
Examples
  arcana eject src/app/interfaces/http/app.py
  arcana eject Order
"""


@with_settings()
def eject(
    *,
    what: Annotated[
        list[str], typer.Argument(metavar="PATH|ENTITY...", help="What shall be yours.")
    ],
    settings: Settings,
) -> None:
    """Take the files over."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import ejecting

    names = ", ".join(f"`{name}`" for name in what)
    change("eject", settings, ejecting(what), headline=f"{names} is yours now")
