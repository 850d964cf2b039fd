"""Printing what a command has done, the same way for each."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

import typer

from arcana_gen import console
from arcana_gen.cli.output import Output
from arcana_gen.errors import FilesInTheWay
from arcana_gen.reconcile import Done, Kind
from arcana_gen.template import work_tree_root

_CONFLICTS_LEFT: Final = 3


def show_result(
    command: str, done: Done, output: Output, *, headline: str, following: Sequence[str]
) -> None:
    """Print the result; raises FilesInTheWay where the plan was refused, exits on conflicts."""
    if output.json:
        _print_document(command, done, output, following)
    elif output.diff:
        console.show_differences(done.plan)
    elif output.dry_run or done.refused:
        console.show_plan(done)
    if done.refused and not (output.json and output.dry_run):
        raise _in_the_way(done)
    if not output.json:
        _say(done, output, headline, following)
    if done.plan.of(Kind.CONFLICT):
        raise typer.Exit(1 if done.refused else _CONFLICTS_LEFT)


def _say(done: Done, output: Output, headline: str, following: Sequence[str]) -> None:
    for words in (*done.notes, *_left_alone(done)):
        console.note(words)
    if output.dry_run:
        console.say("nothing was written (dry run)")
        return
    console.say(headline, style="bold")
    following = [*_mending(done), *following]
    if following:
        console.say("\nnext:")
    for line in following:
        console.say(f"  {line}", style="green")


def _left_alone(done: Done) -> Iterator[str]:
    for change in done.plan.of(Kind.KEEP, Kind.CONFLICT):
        if change.beside:
            yield f"`{change.path}` cannot be merged and stays as it is: {change.reason}"
        elif change.reason and change.theirs and not change.after:
            yield f"`{change.path}` is not written: {change.reason}"
        elif change.reason:
            yield f"`{change.path}` stays as it is: {change.reason}"


def _mending(done: Done) -> list[str]:
    """The commands that open the conflicts, or end them."""
    opens = "git mergetool" if work_tree_root(done.root) else "${EDITOR:-vi}"
    return [
        f"rm {shlex.quote(change.beside)}  # when you have taken what you want of it"
        if change.beside
        else f"{opens} {shlex.quote(change.path)}"
        for change in done.plan.of(Kind.CONFLICT)
    ]


def _print_document(command: str, done: Done, output: Output, following: Sequence[str]) -> None:
    if done.refused and not output.dry_run:
        return  # the error is the document
    document = console.outcome_document(
        command,
        done,
        dry_run=output.dry_run,
        with_diff=output.diff,
        next_commands=[] if output.dry_run else [*_mending(done), *following],
    )
    console.print_document(document)


def _in_the_way(done: Done) -> FilesInTheWay:
    conflicts = done.plan.of(Kind.CONFLICT)
    return FilesInTheWay(paths=", ".join(f"`{change.path}`" for change in conflicts))
