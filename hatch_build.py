"""What a build adds to the package: the history of the template, as a git bundle.

A wheel takes it from the clone, or from the sdist that it is built from; without either, as in a
shallow clone, it carries the template's files alone.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NAME: Final = "template.bundle"
_PLACES: Final = {"sdist": _NAME, "wheel": f"arcana_gen/_bundled/{_NAME}"}


class TemplateHistory(BuildHookInterface):
    """Writes the bundle before a build, and removes it afterwards."""

    def initialize(self, version: str, build_data: dict[str, dict[str, str]]) -> None:
        """Add the bundle to what is built; an editable install runs from the clone itself."""
        root = Path(self.root)
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory(prefix="arcana-")
        bundle = Path(self._scratch.name) / _NAME
        if not _write(root, bundle):
            bundle = root / _NAME  # in an sdist
        if bundle.is_file():
            build_data["force_include"][str(bundle)] = _PLACES[self.target_name]
        else:
            self.app.display_warning(
                "This is no whole clone: `arcana update` will know no other template versions."
            )

    def finalize(self, _version: str, _build_data: object, _artifact: str) -> None:
        """Remove what was written."""
        if hasattr(self, "_scratch"):
            self._scratch.cleanup()


def _write(root: Path, bundle: Path) -> bool:
    """Write the history of the clone; False where there is none."""
    sys.path.insert(0, str(root / "src"))
    from arcana_gen.errors import GitMissing
    from arcana_gen.template.history import has_history, write_bundle

    try:
        if not has_history(root):
            return False
    except GitMissing:
        return False
    write_bundle(root, bundle, now=int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()))
    return True
