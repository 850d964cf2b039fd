"""Kill whole commands after their n-th change of the file system, for every n.

A program of its own, since it forks: `python -m tests.cli.dying COMMAND FOLDER`, with the template
in `ARCANA_TEMPLATE`. Prints the number of kills.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.unit.reconcile.dying import killed_at_every_change, never_wait

from arcana_gen.cli import main
from arcana_gen.reconcile import open_project
from arcana_gen.reconcile.tree import read_tree
from arcana_gen.template import run_git, worker  # noqa: F401 - loaded once, before all forks

NEW = ("new", "shop", "--no-install", "--no-git", "--json")
SET = ("set", "project_name=market", "--branch", "market", "--json")
ADD = ("add", "entity", "Order", "number:str:unique", "--json")


def run(*words: str) -> None:
    """Run a command without its output; it has to succeed."""
    with Path(os.devnull).open("w") as nothing:
        sys.stdout = nothing
        code = main(words)
        sys.stdout = sys.__stdout__
    if code:
        raise SystemExit(f"{words} ended with {code}")


def adding(folder: Path) -> int:
    """Kill `arcana add entity`; what the next command finds is the project before or after."""
    run(*NEW, "--output", str(folder / "before"))
    shutil.copytree(folder / "before", folder / "after")
    run(*ADD, "--project", str(folder / "after"))
    allowed = [read_tree(folder / name) for name in ("before", "after")]
    project, kills, found = folder / "project", 0, set()
    shutil.copytree(folder / "before", project)
    for number in killed_at_every_change(lambda: run(*ADD, "--project", str(project)), project):
        with open_project(project):
            pass
        tree = read_tree(project)
        if tree not in allowed:
            raise SystemExit(f"killed at change {number}: {sorted(tree)}")
        found.add(allowed.index(tree))
        shutil.rmtree(project)
        shutil.copytree(folder / "before", project)
        kills += 1
    if found != {0, 1}:
        raise SystemExit(f"the kills did not reach both sides of the commit: {found}")
    return kills


def branching(folder: Path) -> int:
    """Kill `arcana set --branch`; the next command finds the first branch or one commit more."""
    run(
        *(word for word in NEW if word not in {"--no-install", "--no-git"}),
        "--output",
        str(folder / "before"),
    )
    shutil.copytree(folder / "before", folder / "after", symlinks=True)
    run(*SET, "--project", str(folder / "after"))
    allowed = [_history(folder / name) for name in ("before", "after")]
    project, kills, found = folder / "project", 0, set()
    shutil.copytree(folder / "before", project, symlinks=True)
    for number in killed_at_every_change(lambda: run(*SET, "--project", str(project)), project):
        run("show", "--project", str(project))
        history = _history(project)
        if history not in allowed:
            raise SystemExit(f"killed at change {number}: {history}")
        found.add(allowed.index(history))
        shutil.rmtree(project)
        shutil.copytree(folder / "before", project, symlinks=True)
        kills += 1
    if found != {0, 1}:
        raise SystemExit(f"the kills did not reach both sides of the commit: {found}")
    return kills


def _history(project: Path) -> tuple[str, ...]:
    """The branch, what is not committed, the commits, and the files of the last one."""
    looks = (
        ("branch", "--list"),
        ("status", "--porcelain", "--ignored"),
        ("log", "--format=%s"),
        ("rev-parse", "HEAD^{tree}"),
    )
    return tuple(run_git(*words, cwd=project) for words in looks)


def creating(folder: Path) -> int:
    """Kill `arcana new`; its folder is missing or complete at once."""
    run(*NEW, "--output", str(folder / "whole" / "shop"))
    whole = read_tree(folder / "whole" / "shop")
    work, kills = folder / "work", 0
    target = work / "shop"
    work.mkdir()
    for number in killed_at_every_change(lambda: run(*NEW, "--output", str(target)), work):
        if target.exists() and read_tree(target) != whole:
            raise SystemExit(f"killed at change {number}: {sorted(read_tree(target))}")
        shutil.rmtree(target, ignore_errors=True)
        kills += 1
    left = [path.name for path in work.iterdir()]
    if left != ["shop"]:
        raise SystemExit(f"the last command did not clean up: {left}")
    return kills


if __name__ == "__main__":
    os.fsync = never_wait
    commands: dict[str, Callable[[Path], int]] = {
        "add": adding,
        "branch": branching,
        "new": creating,
    }
    sys.stdout.write(f"{commands[sys.argv[1]](Path(sys.argv[2]).resolve())}\n")
