"""`proto`."""

import typer

from app.interfaces.cli.proto import add_proto


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_proto(cli, _Proto())


class _Proto:
    """Implements `Proto` on the files of this project."""

    def build(self) -> bool:
        """Make the stubs."""
        from app.infrastructure.protobuf.stubs import Stubs

        return Stubs().build()

    def lint(self) -> str:
        """Check the style."""
        from app.infrastructure.protobuf.buf import Buf

        return Buf().lint()

    def breaking(self, against: str | None) -> str:
        """Compare with a release."""
        from app.infrastructure.protobuf.buf import Buf

        return Buf().breaking(against)
