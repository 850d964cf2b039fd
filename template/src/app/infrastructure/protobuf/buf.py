"""Checks of `proto/` by Buf: style, and changes that would break clients."""

import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from app.infrastructure.protobuf.stubs import ROOT, ProtobufError

_TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Buf:
    """Runs in one project."""

    root: Path = ROOT

    def lint(self) -> str:
        """Return what breaks a rule of `proto/buf.yaml` or is not formatted; nothing if all is well."""
        return self._run("lint", "proto") + self._run("format", "--diff", "--exit-code", "proto")

    def breaking(self, against: str | None) -> str:
        """Return what would break clients of a git revision, by default the last tag.

        Raises:
            ProtobufError: there is no such revision, or it has no `proto/`.
        """
        revision = against or self._last_tag()
        repository = self._git("rev-parse", "--show-toplevel")
        folder = (self.root / "proto").relative_to(repository).as_posix()
        commit = self._git("rev-parse", "--verify", f"{revision}^{{commit}}")
        if not self._git("ls-tree", "--name-only", commit, "--", f"{self.root / 'proto'}/"):
            raise ProtobufError(f"{revision} has no proto/: nobody can depend on it yet")
        source = f"{Path(repository) / '.git'}#commit={commit},subdir={folder}"
        return self._run("breaking", "proto", "--against", source)

    def _last_tag(self) -> str:
        try:
            return self._git("describe", "--tags", "--abbrev=0")
        except ProtobufError:
            hint = "there is no tag to compare with: name a revision with --against"
            raise ProtobufError(hint) from None

    def _git(self, *arguments: str) -> str:
        done = self._call(["git", *arguments])
        if done.returncode != 0:
            raise ProtobufError(f"git {arguments[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    def _run(self, *arguments: str) -> str:
        program = shutil.which("buf", path=sysconfig.get_path("scripts")) or shutil.which("buf")
        if program is None:
            raise ProtobufError("buf is not installed: `uv sync` installs it")
        done = self._call([program, *arguments])
        if done.returncode not in (0, 100):  # 100: it ran, and found something
            raise ProtobufError(done.stderr.strip() or done.stdout.strip())
        return done.stdout

    def _call(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - programs of this project, no shell
            command,
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=_TIME_LIMIT,
            check=False,
        )
