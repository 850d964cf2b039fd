"""Kill a change on a branch at every step, git's own ones too, and look at the repository.

A program of its own, since it forks: `python -m tests.unit.reconcile.dying_on_a_branch SCENARIO
FOLDER`. Prints the number of kills.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.unit.reconcile.dying import (
    killed_at_every_change,
    never_wait,
    survives,
)

from arcana_gen.errors import GitLocked
from arcana_gen.reconcile.apply import apply_on_branch
from arcana_gen.reconcile.branches import new_branch
from arcana_gen.reconcile.plan import make_plan
from arcana_gen.reconcile.recovery import Recovered, recover
from arcana_gen.reconcile.tree import Entry, read_paths, read_tree

BEFORE = {
    "answers.yml": Entry(b"one\n"),
    "kept.txt": Entry(b"kept\n"),
    "gone/file": Entry(b"gone\n"),
}
THEIRS = {
    "answers.yml": Entry(b"one\ntwo\n"),
    "kept.txt": Entry(b"kept\n"),
    "src/[a].py": Entry(b"order\n"),
}
CHANGED = {"answers.yml", "gone/file", "src/[a].py"}
NAME = "wider"
MESSAGE = "Say more"

_HOOKS = ("reference-transaction", "pre-commit", "commit-msg", "post-commit", "post-checkout")
_HOOK = """#!/bin/sh
cat > /dev/null
test -n "$ARCANA_COUNTER" || exit 0
left=$(($(cat "$ARCANA_COUNTER") - 1))
echo $left > "$ARCANA_COUNTER"
test $left -ne 0 || kill -9 0
"""


@dataclass(frozen=True, slots=True)
class State:
    """What the user sees of a repository."""

    branch: str
    branches: str
    commits: str
    status: str
    files: tuple[tuple[str, Entry], ...]


def git(folder: Path, *words: str) -> str:
    """Run git and return what it prints."""
    done = subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    )  # fmt: skip
    return done.stdout


def make(folder: Path) -> None:
    """A repository on its first branch, with everything committed."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, entry in BEFORE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(entry.content)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "First")


def change(folder: Path) -> None:
    """Apply the plan on a branch."""
    ours = read_paths(folder, {**BEFORE, **THEIRS})
    plan = make_plan(base=BEFORE, theirs=THEIRS, ours=ours)
    branch = new_branch(folder, NAME, MESSAGE, locks=False)
    apply_on_branch(plan, folder, branch, nullcontext)


def look(folder: Path) -> State:
    """What the user sees now."""
    files = {path: e for path, e in read_tree(folder).items() if not path.startswith(".git/")}
    return State(
        branch=git(folder, "branch", "--show-current"),
        branches=git(folder, "branch", "--format=%(refname:short)"),
        commits=git(folder, "log", "--format=%s"),
        status=git(folder, "status", "--porcelain"),
        files=tuple(files.items()),
    )


def files_of(entries: dict[str, Entry]) -> tuple[tuple[str, Entry], ...]:
    """Files in the order in which they are looked at."""
    return tuple(sorted(entries.items()))


UNCHANGED = State("main\n", "main\n", "First\n", "", files_of(BEFORE))
WHOLE = State(f"{NAME}\n", f"main\n{NAME}\n", f"{MESSAGE}\nFirst\n", "", files_of(THEIRS))


def check(folder: Path, *, when: str) -> State:
    """The state, if it is the one before or the one after."""
    found = look(folder)
    if found not in (UNCHANGED, WHOLE):
        raise SystemExit(f"{when}: neither before nor after: {found}")
    if found == WHOLE:
        named = git(folder, "show", "--name-only", "-z", "--format=").split("\0")
        if set(filter(None, named)) != CHANGED:
            raise SystemExit(f"{when}: the commit has {named}")
    return found


def applying(folder: Path) -> int:
    """Killed at every step of arcana, then recovered; both outcomes have to come up."""
    kills, found = 0, set()
    make(folder)
    for number in killed_at_every_change(lambda: change(folder), folder):
        recover(folder)
        found.add(check(folder, when=f"killed at change {number}"))
        make(folder)
        kills += 1
    if check(folder, when="not killed") != WHOLE or found != {UNCHANGED, WHOLE}:
        raise SystemExit(f"the kills did not reach both sides: {found}")
    return kills


def recovering(folder: Path) -> int:
    """Killed at every second step, then killed at every step of the recovery, then recovered."""
    kills, first = 0, 1
    make(folder)
    while not survives(lambda: change(folder), first, folder):
        for second in killed_at_every_change(lambda: _recover(folder), folder):
            recover(folder)
            check(folder, when=f"killed at change {first}, recovering at {second}")
            kills += 1
            make(folder)
            survives(lambda: change(folder), first, folder)
        make(folder)
        first += 2
    return kills


def undoing(folder: Path) -> int:
    """As `recovering`, where the user has gone back meanwhile, so that recovery has to undo."""
    kills = 0
    for first in range(1, 100):
        make(folder)
        if survives(lambda: change(folder), first, folder):
            break
        if not _go_back(folder):
            continue
        for second in killed_at_every_change(lambda: _recover(folder), folder):
            recover(folder)
            if check(folder, when=f"killed at {first}, undoing at {second}") != UNCHANGED:
                raise SystemExit(f"killed at {first}, undoing at {second}: not undone")
            kills += 1
            make(folder)
            survives(lambda: change(folder), first, folder)
            _go_back(folder)
    return kills


def inside_git(folder: Path) -> int:
    """Killed together with git, at every place where git calls a hook."""
    kills, counter = 0, folder.parent / "counter"
    while not _survives_hooks(folder, counter, kills + 1):
        kills += 1
        _recover_past_locks(folder)
        check(folder, when=f"killed at hook {kills}")
    if check(folder, when="not killed") != WHOLE:
        raise SystemExit("the change itself failed")
    return kills


def _survives_hooks(folder: Path, counter: Path, number: int) -> bool:
    make(folder)
    for name in _HOOKS:
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(_HOOK)
        hook.chmod(0o755)
    counter.write_text(f"{number}\n")
    process = os.fork()
    if process == 0:
        os.setsid()  # a group of its own, which the hook kills
        os.environ["ARCANA_COUNTER"] = str(counter)
        code = 1
        try:
            change(folder)
            code = 0
        finally:  # whoever called must not go on twice
            os._exit(code)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in {0, -signal.SIGKILL}:
        raise SystemExit(f"the change itself failed: {code}")
    return code == 0


def _recover_past_locks(folder: Path) -> Recovered | None:
    """Recover, deleting what the messages say shall be deleted."""
    for _ in range(5):
        try:
            return recover(folder)
        except GitLocked as error:
            Path(error.lock).unlink()
    raise SystemExit("there is always another lock")


def _recover(folder: Path) -> None:
    recover(folder)


def _go_back(folder: Path) -> bool:
    """Switch back as a user does; false where the branch was not entered, or has its commit."""
    is_there = git(folder, "branch", "--show-current") == f"{NAME}\n"
    if is_there and git(folder, "log", "--format=%s") == "First\n":
        git(folder, "switch", "--quiet", "main")
        return True
    return False


if __name__ == "__main__":
    os.fsync = never_wait
    scenario = {
        "applying": applying,
        "recovering": recovering,
        "undoing": undoing,
        "inside-git": inside_git,
    }[sys.argv[1]]
    sys.stdout.write(f"{scenario(Path(sys.argv[2]).resolve() / 'project')}\n")
