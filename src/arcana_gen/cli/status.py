"""`arcana status`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import Json, ProjectFolder

HELP: Final = """Tell how the project stands to its blueprint and its template.

Of each generated file: as it was rendered, edited, missing, or moved; of the project: the version
of its template, its migrations, and the conflicts that are left.

\b
Examples
  arcana status
  arcana status --json
"""


def status(*, project: ProjectFolder = Path(), json: Json = False) -> None:
    """Look at the project and show it."""
    from arcana_gen.cli.looking import show_status

    show_status(project, as_json=json)
