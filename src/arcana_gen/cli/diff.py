"""`arcana diff`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import Json, Places, ProjectFolder

HELP: Final = """Show what you have changed in generated files, as a diff from a pristine rendering.

\b
Examples
  arcana diff
  arcana diff src/app/domain README.md
"""


def diff(*, paths: Places = None, project: ProjectFolder = Path(), json: Json = False) -> None:
    """Compare the files and show the differences."""
    from arcana_gen.cli.looking import show_edits

    show_edits(project, paths or [], as_json=json)
