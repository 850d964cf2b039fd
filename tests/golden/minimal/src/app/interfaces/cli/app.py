"""The program that the commands are added to."""

import typer


def make_cli() -> typer.Typer:
    """Build the program without its commands."""
    cli = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        # An unexpected exception is shown as Python shows it: without the values of variables.
        pretty_exceptions_enable=False,
    )

    @cli.callback()
    def describe() -> None:
        """Run and operate this service."""

    return cli
