"""Copier's worker, told where the template came from and spared what costs time.

These are Copier's inner parts: `tests/unit/template/test_render.py` compares every byte with what
plain `copier copy` writes, so that a Copier that works otherwise is noticed at once. Without
this, Copier starts a git process for each file and compiles each part of each path again, which
takes half of the time of `arcana new`.
"""

from functools import cached_property
from pathlib import Path

from copier._jinja_ext import SandboxedEnvironment
from copier._main import Worker
from copier._settings import SettingsModel
from copier._template import Template as CopierTemplate
from jinja2 import Template as JinjaTemplate

from arcana_gen.blueprint import JsonValue


class FolderWorker(Worker):
    """Renders a plain folder into an empty one; records `source` and `version` as its origin."""

    origin: tuple[str, str] = ("", "")

    @cached_property
    def template(self) -> CopierTemplate:
        """The template in the folder, with the origin that the answers file shall name."""
        source, version = self.origin
        result = CopierTemplate(url=source)
        # Filled in beforehand, these cached properties neither clone nor ask git.
        vars(result).update(
            vcs=None,
            commit=version or None,
            git_index_modes={},
            local_abspath=Path(self.src_path or "").resolve(),
        )
        return result

    @property
    def answers_relpath(self) -> Path:
        """The answers file; Copier renders its name again for each part of each path."""
        path = self.answers_file or self.template.answers_relpath
        return super().answers_relpath if "{" in str(path) else path

    @cached_property
    def jinja_env(self) -> SandboxedEnvironment:
        """Copier's environment, which compiles an equal text once only."""
        environment = super().jinja_env
        compile_text = environment.from_string
        compiled: dict[str, JinjaTemplate] = {}

        def from_string(source: str) -> JinjaTemplate:
            if source in compiled:
                environment.preprocess(source)  # Copier's `yield` begins anew with each text
            else:
                compiled[source] = compile_text(source)
            return compiled[source]

        vars(environment)["from_string"] = from_string
        return environment

    def _render_file(
        self, src_relpath: Path, dst_relpath: Path, extra_context: dict[str, object] | None = None
    ) -> None:
        """Render a file; the `yield` of its path is forgotten, which Copier takes for one in it."""
        self.jinja_env.preprocess("")
        super()._render_file(src_relpath, dst_relpath, extra_context)

    def _sync_git_index_executable_bit(self, dst_relpath: Path, src_mode: int) -> None:
        """Do nothing: the folder that is rendered into has no git index."""


def copy(
    folder: Path, destination: Path, data: dict[str, JsonValue], *, origin: tuple[str, str]
) -> None:
    """Render; raises what Copier raises."""
    worker = FolderWorker(
        src_path=str(folder),
        dst_path=destination,
        data=data,
        # Not the user's settings: they could trust a template or change defaults.
        settings=SettingsModel(),
        defaults=True,
        quiet=True,
    )
    worker.origin = origin
    with worker:
        worker.run_copy()
