"""`arcana show`, as its help shows it; what it does is imported when it runs."""

from pathlib import Path
from typing import Final

from arcana_gen.cli.parameters import AsBlueprint, Json, ProjectFolder

HELP: Final = """Show what the service is: its options, its entities with their fields, its routes.

Jobs and subscribers that you have added are listed too.

`--blueprint` prints it as a file for `arcana apply` and `arcana new --from`.

\b
Examples
  arcana show
  arcana show --blueprint > blueprint.yaml
"""


def show(
    *, project: ProjectFolder = Path(), blueprint: AsBlueprint = False, json: Json = False
) -> None:
    """Read the answers and show them."""
    from arcana_gen.cli.looking import show_blueprint

    show_blueprint(project, as_blueprint=blueprint, as_json=json)
