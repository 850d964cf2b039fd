"""`proto`: the files that say what the service offers over gRPC."""

from typing import Annotated, Protocol

import typer


class Proto(Protocol):
    """Works on `proto/`."""

    def build(self) -> bool:
        """Make the stubs; return whether they were not up to date."""
        ...

    def lint(self) -> str:
        """Return what breaks the rules."""
        ...

    def breaking(self, against: str | None) -> str:
        """Return what would break clients."""
        ...


def add_proto(cli: typer.Typer, proto: Proto) -> None:
    """Add the command with its three subcommands."""
    group = typer.Typer(no_args_is_help=True, help="Work on the protobuf files.")
    cli.add_typer(group, name="proto")

    @group.command("build")
    def build() -> None:
        """Make the Python of `proto/`; the installation does it too."""
        typer.echo("the stubs are made" if proto.build() else "the stubs are up to date")

    @group.command("lint")
    def lint() -> None:
        """Exit with 1 and name what breaks a rule of `proto/buf.yaml`."""
        _report(proto.lint(), "all rules are kept")

    @group.command("breaking")
    def breaking(
        against: Annotated[
            str | None, typer.Option(help="Git revision to compare with; the last tag if none.")
        ] = None,
    ) -> None:
        """Exit with 1 and name what would break the clients of a release."""
        _report(proto.breaking(against), "no client breaks")


def _report(problems: str, otherwise: str) -> None:
    if problems:
        typer.echo(problems, nl=False)
        raise typer.Exit(1)
    typer.echo(otherwise)
