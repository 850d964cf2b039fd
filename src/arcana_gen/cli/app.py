"""The commands of `arcana`."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import arcana_gen
from arcana_gen.cli import (
    add,
    applying,
    diff,
    ejecting,
    merging,
    migrations,
    new,
    removing,
    renaming,
    set_,
    show,
    status,
    updating,
)
from arcana_gen.cli.flags import with_flags

if TYPE_CHECKING:
    from arcana_gen.template import Template

_HELP: Final = """Make Python services that keep what you write.

\b
Examples
  arcana new order-service
  arcana new shop --entity "Order number:str:unique total:decimal"
  arcana add entity Customer name:str email:email
  arcana add field Customer phone:str:optional
  arcana set database=postgresql
"""


def make_app(words: Sequence[str]) -> typer.Typer:
    """The application; the template is read only for a command whose flags come from it."""
    settings = {"help_option_names": ["-h", "--help"]}
    app = typer.Typer(help=_HELP, pretty_exceptions_enable=False, context_settings=settings)
    app.callback(invoke_without_command=True)(_root)
    _add_new(app, words)
    added = _grouped(app, "add", "Add an entity, fields to one, or a job.")
    added.command("entity", help=add.ENTITY_HELP)(add.entity)
    added.command("field", help=add.FIELD_HELP)(add.field)
    added.command("job", help=add.JOB_HELP)(add.job)
    removed = _grouped(app, "remove", "Remove an entity, or fields of one.")
    removed.command("entity", help=removing.ENTITY_HELP)(removing.remove_entity)
    removed.command("field", help=removing.FIELD_HELP)(removing.remove_field)
    renamed = _grouped(app, "rename", "Rename an entity, or a field of one.")
    renamed.command("entity", help=renaming.ENTITY_HELP)(renaming.rename_entity)
    renamed.command("field", help=renaming.FIELD_HELP)(renaming.rename_field)
    joined = _grouped(app, "migrations", "Join the migrations of branches.")
    joined.command("merge", help=migrations.MERGE_HELP)(migrations.merge)
    app.command("set", help=_help_of_set(words))(set_.set_options)
    app.command("update", help=updating.HELP)(updating.update)
    app.command("apply", help=applying.HELP)(applying.apply)
    app.command("eject", help=ejecting.HELP)(ejecting.eject)
    app.command("status", help=status.HELP)(status.status)
    app.command("diff", help=diff.HELP)(diff.diff)
    app.command("show", help=show.HELP)(show.show)
    app.command("merge-answers", hidden=True)(merging.merge_answers)
    return app


def _grouped(app: typer.Typer, name: str, words: str) -> typer.Typer:
    group = typer.Typer(help=words)
    group.callback(invoke_without_command=True)(_group)
    app.add_typer(group, name=name)
    return group


def _root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"arcana {arcana_gen.__version__}")
        raise typer.Exit
    _group(context)


def _group(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _add_new(app: typer.Typer, words: Sequence[str]) -> None:
    template = options = None
    if _is_about_new(words):
        from arcana_gen.blueprint import load_options

        template = _find_template(_value(words, "--template"))
        options = load_options(template.questions)
    app.command("new", help=new.HELP)(with_flags(new.new, template, options))


def _help_of_set(words: Sequence[str]) -> str:
    """With the options that there are, which are read only for somebody who asks."""
    if _plain(words)[:1] != ["set"] or {"-h", "--help"}.isdisjoint(words):
        return set_.HELP
    from arcana_gen.cli.known_options import listed_options

    return f"{set_.HELP}\n{listed_options(Path(_value(words, '--project')))}"


def _find_template(place: str) -> "Template":
    from arcana_gen.template import find_template, is_address

    if not is_address(place or os.environ.get("ARCANA_TEMPLATE", "")):
        return find_template(place)
    from arcana_gen.console import step

    with step("Fetching the template"):
        return find_template(place)


def _is_about_new(words: Sequence[str]) -> bool:
    """Whether the flags of `new` are needed: it is called, or a shell completes a line with it."""
    completed = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", ""))
    return _plain(words)[:1] == ["new"] or (
        "_ARCANA_COMPLETE" in os.environ and " new " in completed
    )


def _plain(words: Sequence[str]) -> list[str]:
    return [word for word in words if not word.startswith("-")]


def _value(words: Sequence[str], flag: str) -> str:
    """The value of a flag, read before Typer does."""
    for position, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(f"{flag}="):
            return word.partition("=")[2]
        if word == flag:
            return next(iter(words[position + 1 :]), "")
    return ""
