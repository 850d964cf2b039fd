"""Running git, with errors that name the command."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from arcana_gen.errors import GitFailed, GitLocked, GitMissing

# Set by git for its hooks; they would turn every command to the repository of the hook.
_OF_A_HOOK: Final = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    }
)
_LOCKED: Final = re.compile(rb"Unable to create '(?P<lock>[^']+\.lock)': File exists")


def run_git(
    *arguments: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    given: str = "",
) -> str:
    """Run a git command on the given input and return what it prints.

    Raises GitFailed, GitLocked where another git is at work, or GitMissing.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - arguments are a list, no shell reads them
            ["git", *arguments],  # noqa: S607 - the user's git, wherever it is
            cwd=cwd,
            env={**inherited, **quiet, **(environment or {})},
            input=os.fsencode(given),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        if error.filename != "git":
            raise
        raise GitMissing from None
    if done.returncode:
        raise _failure(_name(arguments), done.stderr)
    return os.fsdecode(done.stdout)


def work_tree_root(folder: Path) -> Path | None:
    """The top of the git work tree that the folder lies in."""
    try:
        return Path(run_git("rev-parse", "--show-toplevel", cwd=folder).rstrip("\n"))
    except (GitFailed, GitMissing, OSError):
        return None


def _name(arguments: tuple[str, ...]) -> str:
    """The command's own word, without the options before it."""
    rest = list(arguments)
    while rest and rest[0] == "-c":
        rest = rest[2:]
    return rest[0] if rest else ""


def _failure(command: str, output: bytes) -> GitFailed:
    locked = _LOCKED.search(output)
    if locked:
        lock = os.fsdecode(locked["lock"])
        return GitLocked(command=command, problem=_problem(output), lock=lock)
    return GitFailed(command=command, problem=_problem(output))


def _problem(output: bytes) -> str:
    lines = [line.strip() for line in os.fsdecode(output).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (telling or lines or ["it said nothing"])[0].removeprefix("fatal: ")
