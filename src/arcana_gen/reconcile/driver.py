"""Git's merge driver for answers files, which `.gitattributes` of a project names.

Git takes no program from a repository: each clone has to be told what the name stands for.
"""

import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import arcana_gen
from arcana_gen.errors import GitFailed, GitMissing
from arcana_gen.template import run_git

COMMAND: Final = "merge-answers"
_ATTRIBUTES: Final = ".gitattributes"
_NAMED: Final = "merge=arcana"
_DRIVER: Final = "merge.arcana.driver"
_TITLE: Final = ("merge.arcana.name", "the blueprint of a service, by what it means")


def keep_driver(root: Path) -> None:
    """Tell the project's repository which program merges answers; never a failure.

    A clone does not know it yet, and an Arcana that was installed anew may be elsewhere.
    """
    with suppress(GitFailed, GitMissing, OSError):
        if _NAMED in (root / _ATTRIBUTES).read_text(encoding="utf-8", errors="replace"):
            wanted = _driver()
            if _known(root) != wanted:
                run_git("config", _DRIVER, wanted, cwd=root)
                run_git("config", *_TITLE, cwd=root)


def _known(root: Path) -> str:
    try:
        return run_git("config", "--get", _DRIVER, cwd=root).removesuffix("\n")
    except GitFailed:
        return ""


def _driver() -> str:
    """The command for a shell; where this Arcana is gone by then, git merges line by line."""
    # Not from the folder that git runs it in, whose modules are the user's.
    interpreter, program = Path(sys.executable), Path(arcana_gen.__file__).with_name("__main__.py")
    python, main = (shlex.quote(str(path)).replace("%", "%%") for path in (interpreter, program))
    return (
        f"if test -x {python} && test -e {main}; "
        f"then {python} -P -m arcana_gen {COMMAND} %O %A %B; "
        "else git merge-file %A %O %B; fi"
    )
