"""The arguments and flags of all commands; the same flag means the same everywhere."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

ServiceName: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="NAME", help="Name of the service and of its folder.")
]
EntityName: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="NAME", help="What it is called, in any case: `OrderLine`.")
]
Fields: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(metavar="FIELD...", help="`name:type[:modifier...]`, each field a word."),
]
Entities: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--entity", metavar="TEXT", help="An entity with its fields; repeatable."),
]
Plural: TypeAlias = Annotated[
    str, typer.Option("--plural", metavar="NAME", help="The plural, where the usual one is wrong.")
]
SoftDelete: TypeAlias = Annotated[
    bool, typer.Option("--soft-delete", help="Keep what is deleted, and let it be restored.")
]
JobName: TypeAlias = Annotated[
    str, typer.Argument(metavar="NAME", help="What it is called, in any case: `SendInvoice`.")
]
Cron: TypeAlias = Annotated[
    str, typer.Option("--cron", metavar="EXPR", help="When it is enqueued by the clock, in UTC.")
]
Priority: TypeAlias = Annotated[
    str,
    typer.Option("--priority", metavar="P", help="`critical`, `high`, `normal` or `low`."),
]
FromFile: TypeAlias = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", help="A blueprint to start from.")
]
Target: TypeAlias = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="The folder, if not ./NAME.")
]
TemplatePlace: TypeAlias = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="SRC[@VERSION]",
        envvar="ARCANA_TEMPLATE",
        help="Another template: a folder or a git address; its newest release without a version.",
    ),
]
ProjectFolder: TypeAlias = Annotated[
    Path, typer.Option("--project", metavar="DIR", help="Where the project is, if not here.")
]
Assignments: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="KEY=VALUE...", help="Options and their new values.")
]
KnownEntity: TypeAlias = Annotated[
    str, typer.Argument(metavar="ENTITY", help="An entity of the project, in any case.")
]
KnownFields: TypeAlias = Annotated[
    list[str], typer.Argument(metavar="FIELD...", help="Names of fields of the entity.")
]
KnownField: TypeAlias = Annotated[
    str, typer.Argument(metavar="FIELD", help="Name of a field of the entity.")
]
NewName: TypeAlias = Annotated[str, typer.Argument(metavar="NEW", help="The new name.")]
BlueprintFile: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A blueprint, as `arcana show --blueprint` prints it."),
]
Places: TypeAlias = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; all without.")
]
AsBlueprint: TypeAlias = Annotated[
    bool, typer.Option("--blueprint", help="Print it as a blueprint file.")
]
Branch: TypeAlias = Annotated[
    str, typer.Option("--branch", metavar="NAME", help="On a new git branch, as one commit.")
]
Checks: TypeAlias = Annotated[
    bool, typer.Option("--run-checks", help="Run the project's own checks afterwards.")
]
Fills: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--fill",
        metavar="ENTITY.FIELD=VALUE",
        help="Value of a new required field in rows that exist; repeatable.",
    ),
]
AcceptDataLoss: TypeAlias = Annotated[
    bool, typer.Option("--accept-data-loss", help="Let what is stored be lost.")
]
Force: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Begin although conflicts of an earlier command are left.")
]
NoGit: TypeAlias = Annotated[bool, typer.Option("--no-git", help="Make no git repository.")]
NoInstall: TypeAlias = Annotated[
    bool, typer.Option("--no-install", help="Leave the lock of the dependencies to later.")
]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show the plan, write nothing.")]
Diff: TypeAlias = Annotated[bool, typer.Option("--diff", help="Show the text of the changes.")]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
