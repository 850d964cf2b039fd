"""Printing what a command has done, the same way for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from arcana_gen import console
from arcana_gen.errors import FilesInTheWay
from arcana_gen.reconcile import Done, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """How the user wants the result."""

    dry_run: bool = False
    diff: bool = False
    json: bool = False


def show_result(
    command: str, done: Done, output: Output, *, headline: str, following: Sequence[str]
) -> None:
    """Print the result; raises FilesInTheWay where the plan could not be applied."""
    conflicts = done.plan.of(Kind.CONFLICT)
    if output.json:
        _print_document(command, done, output, following)
        return
    if output.diff:
        console.show_differences(done.plan)
    elif output.dry_run or conflicts:
        console.show_plan(done)
    if conflicts:
        raise _in_the_way(done)
    for words in done.notes:
        console.note(words)
    if output.dry_run:
        console.say("nothing was written (dry run)")
        return
    console.say(headline, style="bold")
    console.say("\nnext:")
    for line in following:
        console.say(f"  {line}", style="green")


def _print_document(command: str, done: Done, output: Output, following: Sequence[str]) -> None:
    conflicts = done.plan.of(Kind.CONFLICT)
    if conflicts and not output.dry_run:
        raise _in_the_way(done)
    document = console.outcome_document(
        command,
        done,
        dry_run=output.dry_run,
        with_diff=output.diff,
        next_commands=[] if output.dry_run else following,
    )
    console.print_document(document)
    if conflicts:  # shown as a plan, which would fail
        raise typer.Exit(1)


def _in_the_way(done: Done) -> FilesInTheWay:
    conflicts = done.plan.of(Kind.CONFLICT)
    return FilesInTheWay(paths=", ".join(f"`{change.path}`" for change in conflicts))
