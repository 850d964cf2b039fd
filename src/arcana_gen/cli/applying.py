"""`arcana apply`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.parameters import BlueprintFile
from arcana_gen.cli.settings import Settings, with_settings

HELP: Final = """Make the project match a blueprint; what you wrote in it stays.

Options that the file leaves out stay as they are; entities and fields that it leaves out are
removed. A field under another name is a new field here: use `arcana rename` for that.

\b
Examples
  arcana show --blueprint > blueprint.yaml
  arcana apply blueprint.yaml --dry-run
"""


@with_settings("fill", "accept_data_loss", "no_install")
def apply(*, file: BlueprintFile, settings: Settings) -> None:
    """Apply the blueprint."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import applying

    change("apply", settings, applying(file), headline=f"applied `{file}`")
