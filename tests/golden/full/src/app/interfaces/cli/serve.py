"""`serve`: answer requests."""

from collections.abc import Mapping
from typing import Annotated, Protocol

import typer


class Serve(Protocol):
    """Serves until the process is told to stop.

    `arguments` are settings by their paths; `None` means: as files and environment say.
    """

    def __call__(self, arguments: Mapping[tuple[str, ...], object], *, reload: bool) -> None: ...


def add_serve(cli: typer.Typer, serve: Serve) -> None:
    """Add the command."""

    @cli.command("serve")
    def serve_command(
        *,
        host: Annotated[str | None, typer.Option(help="Address to listen on for HTTP.")] = None,
        port: Annotated[int | None, typer.Option(help="Port to listen on for HTTP.")] = None,
        grpc_port: Annotated[
            int | None,
            typer.Option(help="Port to listen on for gRPC."),
        ] = None,
        only: Annotated[
            str | None,
            typer.Option(help="Serve `http` or `grpc` alone."),
        ] = None,
        with_worker: Annotated[
            bool | None,
            typer.Option(help="Run jobs in the same processes."),
        ] = None,
        workers: Annotated[int | None, typer.Option(help="Number of processes.")] = None,
        reload: Annotated[
            bool, typer.Option("--reload", help="Restart when code changes; HTTP only.")
        ] = False,
    ) -> None:
        """Answer requests."""
        arguments: dict[tuple[str, ...], object] = {
            ("http", "host"): host,
            ("http", "port"): port,
            ("http", "workers"): workers,
            ("grpc", "port"): grpc_port,
            ("serving", "only"): only,
            ("jobs", "with_worker"): with_worker,
        }
        serve(arguments, reload=reload)
