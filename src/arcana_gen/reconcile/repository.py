"""The git repository of a new project, with its first commit."""

import os
import re
from pathlib import Path
from typing import Final

from arcana_gen.errors import GitFailed, GitMissing
from arcana_gen.reconcile.driver import keep_driver
from arcana_gen.template import run_git, work_tree_root

_AUTHOR: Final = re.compile(r"(?P<name>[^<>]+) <(?P<mail>[^<>]+)>")
_MESSAGE: Final = "Create the service with Arcana"


def make_repository(project: Path, *, beside: Path, author: str) -> list[str]:
    """Put the project under git; return what could not be done, which is never a failure.

    `beside` is the folder that the project will be in: inside a work tree it gets no repository
    of its own. `author` is `Name <mail>` or less, for machines where git knows nobody.
    """
    around = work_tree_root(beside)
    if around:
        return [f"it is part of the git repository `{around}`, so it got none of its own"]
    try:
        run_git("init", "--quiet", *_branch(project), cwd=project)
        keep_driver(project)
        identity = _identity(project, author)
        if identity is None:
            return ["the first commit is left to you: git does not know your `user.email` yet"]
        run_git("add", "--all", cwd=project)
        run_git(
            "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", _MESSAGE,
            cwd=project, environment=identity,
        )  # fmt: skip
    except GitMissing:
        return ["git is not installed, so the project has no repository"]
    except GitFailed as error:
        return [f"the first commit is left to you: {error.message}"]
    return []


def _branch(project: Path) -> list[str]:
    """The name of the first branch, where the user has not chosen one."""
    return [] if _setting("init.defaultBranch", project) else ["--initial-branch=main"]


def _identity(project: Path, author: str) -> dict[str, str] | None:
    """What git needs besides the user's settings to commit; None where nobody is known."""
    if _setting("user.email", project) or "GIT_AUTHOR_EMAIL" in os.environ:
        return {}
    known = _AUTHOR.fullmatch(author)
    if known is None:
        return None
    roles = ("AUTHOR", "COMMITTER")
    names = {f"GIT_{role}_NAME": known["name"] for role in roles}
    return {**names, **{f"GIT_{role}_EMAIL": known["mail"] for role in roles}}


def _setting(name: str, project: Path) -> str:
    try:
        return run_git("config", "--get", name, cwd=project).strip()
    except GitFailed:
        return ""
