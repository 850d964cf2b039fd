"""The bundle of template versions that comes with the package, and its place on this machine.

Projects record the place, so it is the same for everyone: `XDG_DATA_HOME` does not move it.
"""

import shutil
from itertools import takewhile
from pathlib import Path
from typing import Final

from arcana_gen.template.scratch import scratch_folder
from arcana_gen.template.versions import number

BUNDLE: Final = "~/.local/share/arcana/template.bundle"
"""What projects record; Copier fills in the home, and clones from it."""

_SIGNATURES: Final = ("# v2 git bundle", "# v3 git bundle")
_TAG: Final = "refs/tags/"


def placed_bundle() -> Path:
    """Where the bundle is on this machine, or will be."""
    return Path(BUNDLE).expanduser()


def last_version(bundle: Path) -> str:
    """The version of the last state in a bundle; empty where it cannot be read."""
    return _head(bundle)[0]


def place(packaged: Path) -> str:
    """Put the bundle to its place unless a newer one is there; return why that was not possible."""
    target = placed_bundle()
    if not _is_newer(packaged, target):
        return ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(parent=target.parent) as scratch:
            copy = scratch / target.name
            shutil.copyfile(packaged, copy)
            copy.replace(target)
    except OSError as error:
        problem = error.strerror or str(error)
        return f"`{BUNDLE}` cannot be written, which plain `copier update` needs: {problem}"
    return ""


def _is_newer(packaged: Path, placed: Path) -> bool:
    """Whether the packaged one shall be placed; also where one version has two histories."""
    (mine, my_commit), (theirs, their_commit) = _head(packaged), _head(placed)
    first, second = number(mine), number(theirs)
    if first is None or second is None:
        return second is None
    return first > second or (first == second and my_commit != their_commit)


def _head(bundle: Path) -> tuple[str, str]:
    """The version and the commit of the last state, from the lines before git's own format."""
    try:
        with bundle.open("rb") as file:
            signature = file.readline().decode().strip()
            lines = takewhile(str.strip, (line.decode() for line in file))
            named = [line.split() for line in lines if line[0] not in "@-"]
    except (OSError, UnicodeDecodeError):
        return "", ""
    if signature not in _SIGNATURES:
        return "", ""
    heads = {name: commit for commit, name in (line[:2] for line in named if len(line) > 1)}
    head = heads.get("HEAD", "")
    tags = [name for name, commit in heads.items() if commit == head and name.startswith(_TAG)]
    return (tags[0].removeprefix(_TAG), head) if tags else ("", "")
