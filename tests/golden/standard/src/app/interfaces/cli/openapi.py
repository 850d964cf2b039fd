"""`openapi`: write the description of the HTTP interface."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer


def add_openapi(cli: typer.Typer, document: Callable[[], Mapping[str, object]]) -> None:
    """Add the command."""

    @cli.command("openapi")
    def openapi_command(
        output: Annotated[
            Path | None, typer.Option(dir_okay=False, help="Write to this file.")
        ] = None,
    ) -> None:
        """Print the OpenAPI document."""
        if output is not None and not output.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {output.parent}")
        text = json.dumps(document(), indent=2, ensure_ascii=False)
        if output is None:
            typer.echo(text)
        else:
            output.write_text(f"{text}\n", encoding="utf-8")
