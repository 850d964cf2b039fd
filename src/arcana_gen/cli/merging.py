"""`arcana merge-answers`, which git runs; people never do."""

from pathlib import Path
from typing import Annotated

import typer


def merge_answers(
    base: Annotated[Path, typer.Argument(metavar="BASE")],
    ours: Annotated[Path, typer.Argument(metavar="OURS")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS")],
) -> None:
    """Merge three states of an answers file into OURS, as git wants it of a merge driver."""
    from arcana_gen.reconcile import merge_answer_files

    merge_answer_files(base, ours, theirs)
