"""`arcana set`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.parameters import Assignments
from arcana_gen.cli.settings import Settings, with_settings

HELP: Final = """Change options of the project; what you wrote in it stays.

`arcana show` lists the options with their values.

\b
Examples
  arcana set database=postgresql
  arcana set jobs=database
  arcana set ci=gitlab license=Apache-2.0 --dry-run
  arcana set 'description=Takes orders.'
"""


@with_settings("accept_data_loss", "branch", "run_checks", "no_install")
def set_options(*, assignments: Assignments, settings: Settings) -> None:
    """Change the options."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import setting

    change("set", settings, setting(assignments), headline=f"set {' '.join(assignments)}")
