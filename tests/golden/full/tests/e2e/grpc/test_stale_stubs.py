"""Nothing is served with stubs that are not those of `proto/`."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.e2e.process import ROOT, run, serving

HINT = "error: the stubs are not those of proto/: run `proto build`, or `uv sync`\n"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of this project, as far as its program needs it."""

    root: Path

    @property
    def path(self) -> str:
        """Return where Python finds it."""
        return str(self.root / "src")

    @property
    def declaration(self) -> Path:
        """Return a file that only the copy has."""
        return self.root / "proto" / "app" / "v1" / "extra.proto"

    def declare(self, text: str) -> None:
        """Write the file."""
        lines = ['syntax = "proto3";', "package app.v1;", text]
        self.declaration.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def stubs(self) -> Iterator[Path]:
        """Return what was made."""
        folder = self.root / "src" / "app" / "v1"
        yield from (*folder.glob("*_pb2.py*"), folder / "stubs.sha256")

    def run(self, *arguments: str, **variables: str) -> CompletedProcess[str]:
        """Run a command of its program."""
        return run(*arguments, PYTHONPATH=self.path, **variables)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy whose stubs are those of its declarations."""
    made = Copy(tmp_path)
    for folder in ("config", "migrations", "proto", "src"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    made.declare("message Extra {}")
    built = made.run("proto", "build")
    assert built.returncode == 0, built.stderr
    return made


@pytest.mark.parametrize("mode", ["monolith", "gateway", "core"])
def test_refuses_to_serve_when_a_declaration_has_changed(
    copy: Copy, mode: str, migrated_url: str
) -> None:
    copy.declare("message Extra { string text = 1; }")

    refused = copy.run("serve", APP__MODE=mode, APP__DATABASE__URL=migrated_url)

    assert (refused.returncode, refused.stderr) == (1, HINT)


def test_refuses_to_serve_without_stubs(copy: Copy, migrated_url: str) -> None:
    for stub in copy.stubs():
        stub.unlink()

    refused = copy.run("serve", APP__DATABASE__URL=migrated_url)

    assert (refused.returncode, refused.stderr) == (1, HINT)


def test_serves_again_after_the_command_that_it_names(copy: Copy, migrated_url: str) -> None:
    copy.declare("message Extra { string text = 1; }")

    built = copy.run("proto", "build")

    assert built.returncode == 0, built.stderr
    with serving(
        copy.root,
        "-m",
        "app",
        "serve",
        PYTHONPATH=copy.path,
        APP__DATABASE__URL=migrated_url,
    ) as server:
        assert server.stop() in {0, -15}
