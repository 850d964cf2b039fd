"""The program with all its commands, on something that only notes what they ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from typer.testing import CliRunner, Result

from app.interfaces.cli.app import make_cli
from app.interfaces.cli.config import add_config
from app.interfaces.cli.migrate import add_migrate
from app.interfaces.cli.openapi import add_openapi
from app.interfaces.cli.seed import add_seed
from app.interfaces.cli.serve import add_serve


@dataclass
class FakeStatus:
    """Where a database is."""

    current: Sequence[str] = ("b2",)
    pending: Sequence[str] = ()
    problem: str = ""


@dataclass
class FakeService:
    """Notes what the commands ask for."""

    asked: list[Any] = field(default_factory=list)
    found: FakeStatus = field(default_factory=FakeStatus)

    def serve(self, arguments: Mapping[tuple[str, ...], object], *, reload: bool) -> None:
        """Be `Serve`."""
        given = {".".join(path): value for path, value in arguments.items() if value is not None}
        self.asked.append((given, reload))

    def seed(self, *, rows: int, seed: int, allow_production: bool) -> Mapping[str, int]:
        """Be `Seed`."""
        self.asked.append((rows, seed, allow_production))
        return {"order": rows, "customer": 1}

    def upgrade(self, target: str) -> None:
        """Be a part of `Migrate`."""
        self.asked.append(("up", target))

    def downgrade(self, target: str) -> None:
        """Be a part of `Migrate`."""
        self.asked.append(("down", target))

    def status(self) -> FakeStatus:
        """Be a part of `Migrate`."""
        return self.found

    def check(self) -> None:
        """Be a part of `Config`."""
        self.asked.append("check")

    def show(self) -> str:
        """Be a part of `Config`."""
        return "http:\n  port: 8000\n"


def run(service: FakeService, *arguments: str) -> Result:
    """Run the program."""
    cli = make_cli()
    add_config(cli, service)
    add_migrate(cli, service)
    add_openapi(cli, lambda: {"openapi": "3.1.0"})
    add_seed(cli, service.seed)
    add_serve(cli, service.serve)
    return CliRunner().invoke(cli, arguments)
