"""Arcana as it is installed: wheels built from a clone, in an environment of their own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.environments import clean_variables
from tests.support.places import ROOT
from uv import find_uv_bin

_IDENTITY: Final = {
    f"GIT_{role}_{kind}": value
    for role in ("AUTHOR", "COMMITTER")
    for kind, value in (("NAME", "Tester"), ("EMAIL", "tester@example.com"))
}
# Whoever asks the network gets no answer.
_OFFLINE: Final = {
    **dict.fromkeys(("http_proxy", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9"),
    "GIT_ALLOW_PROTOCOL": "file",
    "UV_OFFLINE": "1",
}


@dataclass(frozen=True, slots=True)
class Clone:
    """A repository with the files of this one, and a history of its own."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Clone":
        """The files as they stand, committed or not, as the only commit."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file() and not name.startswith("tests/"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        clone = cls(folder)
        clone.git("init", "--quiet", "--initial-branch", "main")
        clone.commit("First")
        return clone

    def git(self, *arguments: str) -> str:
        """Run git here."""
        variables = {**os.environ, **_IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=variables,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """Commit everything; the hash of it."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change the text of a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"`{old}` is not in `{name}`"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def release(self, version: str, more: str = "") -> None:
        """List the last commit as a version, with the other lines of its entry."""
        listed = self.folder / "template-versions.yml"
        text = listed.read_text(encoding="utf-8").replace("versions: []\n", "versions:\n")
        entry = f"  - version: {version}\n    commit: {self.git('rev-parse', 'HEAD')}\n{more}"
        listed.write_text(f"{text}{entry}", encoding="utf-8")
        self.commit(f"List {version}")

    def wheel(self, folder: Path) -> Path:
        """Build it, as the only one in a new folder."""
        return build(self.folder, folder, "--wheel")


@dataclass(frozen=True, slots=True)
class Machine:
    """An environment with a wheel, and the home of its user; nothing else of Arcana is there."""

    folder: Path

    @property
    def home(self) -> Path:
        """The user's home."""
        return self.folder / "home"

    @property
    def programs(self) -> Path:
        """The programs of the environment."""
        return self.folder / "venv" / ("Scripts" if os.name == "nt" else "bin")

    def install(self, wheel: Path) -> None:
        """Install a wheel with what it needs, in place of the one that is there."""
        venv = self.folder / "venv"
        if not venv.exists():
            self.home.mkdir(parents=True)
            _uv("venv", "--python", sys.executable, str(venv))
        options = ("--reinstall-package", "arcana-gen")
        _uv("pip", "install", *options, str(wheel), VIRTUAL_ENV=str(venv))

    def run(self, program: str, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, without a network."""
        return subprocess.run(
            [self.programs / program, *words],
            cwd=cwd,
            env={
                **clean_variables(),
                **_IDENTITY,
                **_OFFLINE,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "HOME": str(self.home),
                "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
                "XDG_CACHE_HOME": str(self.home / ".cache"),
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def check(self, program: str, *words: str, cwd: Path) -> str:
        """Run a program that must succeed; what it wrote."""
        done = self.run(program, *words, cwd=cwd)
        written = f"{done.stdout}{done.stderr}"
        assert done.returncode == 0, f"{program} {' '.join(words)}:\n{written}"
        return written


def build(source: Path, folder: Path, kind: str) -> Path:
    """Build a `--wheel` or an `--sdist` of a folder, as the only one in a new folder."""
    _uv("build", kind, "--out-dir", str(folder), str(source))
    [built] = [path for path in folder.iterdir() if path.name != ".gitignore"]
    return built


def _uv(*words: str, **variables: str) -> None:
    environment = {**clean_variables(), **variables}
    subprocess.run([find_uv_bin(), *words, "--quiet"], env=environment, check=True)
