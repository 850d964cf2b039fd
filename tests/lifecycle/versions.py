"""The small template in three versions, each of which changes what projects are made of."""

import subprocess
from pathlib import Path

from tests.unit.machine import commit_all, copy_tiny

VERSIONS = ("1.0.0", "2.0.0", "3.0.0")

_GUIDE = "".join(f"Step {number} of the guide.\n" for number in range(1, 13))
_LIST = """\
versions:
  - version: 1.0.0
    commit: a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
  - version: 2.0.0
    commit: b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2
    changes:
      - The guide has another fourth step.
      - text: The docs have a second page.
        when: docs
  - version: 3.0.0
    renames:
      docs/guide.md: docs/manual.md
"""


def make_versions(folder: Path) -> Path:
    """A git repository with the template and a tag for each version."""
    copy_tiny(folder)
    (folder / "template-versions.yml").write_text(_LIST)
    files = folder / "template"
    guide, readme = files / "docs" / "guide.md", files / "README.md.jinja"
    guide.write_text(_GUIDE)
    commit_all(folder)
    _tag(folder, VERSIONS[0])

    guide.write_text(_GUIDE.replace("Step 4", "Another step 4"))
    (files / "docs" / "more.md").write_text("More.\n")
    (files / "docs" / "logo.png").write_bytes(b"\x89PNG\r\n\0 of version 2\n")
    readme.write_text(f"{readme.read_text()}\nMade with version 2.\n")
    _tag(folder, VERSIONS[1])

    guide.rename(files / "docs" / "manual.md")
    (files / "bin" / "run").unlink()
    (files / "config" / "default.yaml").write_text("version: 3\n")
    for entity in (files / "src").rglob("entity.py.jinja"):
        entity.write_text(f"{entity.read_text()}VERSION = 3\n")
    _tag(folder, VERSIONS[2])
    return folder


def _tag(folder: Path, version: str) -> None:
    commands = (["add", "-A"], ["commit", "-q", "--allow-empty", "-m", version], ["tag", version])
    for arguments in commands:
        subprocess.run(["git", *arguments], cwd=folder, check=True)
