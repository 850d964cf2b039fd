"""`arcana migrations`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.settings import Settings, with_settings

MERGE_HELP: Final = """Join the migrations of merged branches, by one that comes after all of them.

It changes nothing in the database. Where there is one last migration already, nothing is written.

\b
Examples
  git merge other-branch && arcana migrations merge
  arcana migrations merge --dry-run --diff
"""


@with_settings()
def merge(*, settings: Settings) -> None:
    """Join the migrations."""
    from arcana_gen.cli.joining import join

    join(settings)
