"""`serve`: answer requests."""

from typing import Annotated, Protocol

import typer


class Serve(Protocol):
    """Serves until the process is told to stop; `None` means: as the settings say."""

    def __call__(
        self,
        *,
        host: str | None,
        port: int | None,
        workers: int | None,
        reload: bool,
    ) -> None: ...


def add_serve(cli: typer.Typer, serve: Serve) -> None:
    """Add the command."""

    @cli.command("serve")
    def serve_command(
        host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
        port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
        workers: Annotated[int | None, typer.Option(help="Number of processes.")] = None,
        reload: Annotated[
            bool, typer.Option("--reload", help="Restart when code changes.")
        ] = False,
    ) -> None:
        """Answer HTTP requests."""
        serve(host=host, port=port, workers=workers, reload=reload)
