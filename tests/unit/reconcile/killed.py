"""Changes on a branch that are killed at a moment with a name, and what the next command does."""

from pathlib import Path

from tests.unit.reconcile.dying import Moment, start_of, survives_until
from tests.unit.reconcile.dying_on_a_branch import change, git

from arcana_gen.reconcile.journal import STAGING
from arcana_gen.reconcile.recovery import Recovered, recover

BEFORE_THE_BRANCH, BEFORE_THE_COMMIT = start_of("switch"), start_of("commit")


def before_the_last_file(event: str, arguments: tuple[object, ...]) -> bool:
    return event == "os.remove" and str(arguments[0]).endswith("gone/file")


def before_it_is_forgotten(event: str, arguments: tuple[object, ...]) -> bool:
    return event == "os.remove" and str(arguments[0]).endswith("/journal.json")


def kill(project: Path, moment: Moment) -> None:
    assert not survives_until(lambda: change(project), moment)
    assert (project / STAGING).is_dir()


def recovered(project: Path) -> Recovered:
    found = recover(project)
    assert found is not None
    assert not (project / STAGING).exists()
    assert recover(project) is None
    return found


def add_hook(project: Path, script: str, name: str = "pre-commit") -> None:
    hook = project / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def append(path: Path, text: str = "the user's\n") -> None:
    with path.open("a") as file:
        file.write(text)


def commits(project: Path, branch: str = "HEAD") -> list[str]:
    return git(project, "log", "--format=%s", branch).splitlines()
