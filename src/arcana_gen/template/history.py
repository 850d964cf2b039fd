"""The history of Arcana's own template, as a git bundle that a wheel can carry.

It is made anew from the repository: the commits that changed the template, with nothing but the
template in them, and a tag for each. Tags and branches of the clone do not matter. The hook of
the build runs this without Arcana's dependencies, so no module here may import one at its head.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen.errors import GitFailed
from arcana_gen.template.errors import VersionsUnreadable
from arcana_gen.template.git import run_git, work_tree_root
from arcana_gen.template.scratch import scratch_folder
from arcana_gen.template.source import FILES, QUESTIONS, TABLES
from arcana_gen.template.versions import LIST, listed_versions

_RENDERED: Final = (QUESTIONS, TABLES, FILES)
_KEPT: Final = (*_RENDERED, LIST)
_BEFORE_ALL: Final = "0.0.0"
_BRANCH: Final = "refs/heads/main"
_MODES: Final = {"tree": "040000", "blob": "100644"}
_WRITER: Final = "Arcana <arcana@localhost>"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of the template: its version, and the commit or tree that has it."""

    version: str
    source: str
    time: int


def has_history(repository: Path) -> bool:
    """Whether this is a clone, and a whole one."""
    if work_tree_root(repository) != repository.resolve():
        return False
    try:
        run_git("rev-parse", "--verify", "--quiet", "HEAD", cwd=repository)
    except GitFailed:
        return False
    shallow = run_git("rev-parse", "--is-shallow-repository", cwd=repository)
    return shallow.strip() == "false"


def states(repository: Path) -> list[State]:
    """Every committed state of the template, oldest first.

    A released one has the version of the list, another one that of the release before it and how
    many changes ago that was: `v1.2.0.post3`. Copier takes the last of them for the newest, which
    it would not with `.dev3`. Raises VersionsUnreadable.
    """
    found: list[State] = []
    releases = _releases(repository)
    base, count = _BEFORE_ALL, 0
    for commit, time in _whole(repository, list(_commits(repository, "HEAD"))):
        base, count = (releases.pop(commit), 0) if commit in releases else (base, count + 1)
        version = f"v{base}.post{count}" if count else f"v{base}"
        found.append(State(version=version, source=commit, time=time))
    for version in releases.values():
        problem = f"the commit of `{version}` is not on the main line of this branch"
        raise VersionsUnreadable(path=LIST, problem=problem)
    return found


def write_bundle(repository: Path, target: Path, *, now: int) -> str:
    """Write the history to a file and return the version of its last state.

    What is not committed is a state of its own, `v1.2.0.post3+20260131093000`; `now` is the time
    for it, in seconds. Raises VersionsUnreadable or GitFailed.
    """
    with scratch_folder() as scratch:
        bare = scratch / "template.git"
        run_git("init", "--quiet", "--bare", str(bare))
        objects = run_git("rev-parse", "--git-path", "objects", cwd=repository).rstrip("\n")
        alternates = bare / "objects" / "info" / "alternates"
        alternates.write_bytes(os.fsencode((repository / objects).resolve()) + b"\n")
        run_git("symbolic-ref", "HEAD", _BRANCH, cwd=bare)
        known = states(repository)
        known += _uncommitted(repository, bare, after=known, now=now)
        run_git("fast-import", "--quiet", cwd=bare, given="".join(_stream(bare, known)))
        target.unlink(missing_ok=True)
        run_git(
            # One thread, so that equal histories are equal bundles.
            "-c", "pack.threads=1", "bundle", "create", "--quiet", str(target.absolute()),
            "HEAD", "--branches", "--tags", cwd=bare,
        )  # fmt: skip
        return known[-1].version


def _commits(repository: Path, tip: str, *options: str) -> Iterator[tuple[str, int]]:
    """The commits on the main line that changed the template, with their times."""
    listed = run_git(
        "rev-list", "--first-parent", "--reverse", "--timestamp", *options, tip, "--", *_RENDERED,
        cwd=repository,
    )  # fmt: skip
    for line in listed.splitlines():
        time, commit = line.split()
        yield commit, int(time)


def _whole(repository: Path, commits: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Those of the commits that have all parts which a template needs."""
    asked = "".join(f"{commit}:{path}\n" for commit, _ in commits for path in (QUESTIONS, FILES))
    answers = run_git("cat-file", "--batch-check", cwd=repository, given=asked).splitlines()
    for commit, *found in zip(commits, answers[::2], answers[1::2], strict=True):
        if not any(answer.endswith(" missing") for answer in found):
            yield commit


def _releases(repository: Path) -> dict[str, str]:
    """The version that each released commit has; where it left the template alone, the one before.

    Raises VersionsUnreadable.
    """
    found: dict[str, str] = {}
    for listed in listed_versions(repository):
        if not listed.commit:
            continue
        try:
            [(commit, _)] = _commits(repository, listed.commit, "--max-count=1")
        except (GitFailed, ValueError):
            problem = f"the commit of `{listed.version}` has no template, or is not here"
            raise VersionsUnreadable(path=LIST, problem=problem) from None
        if commit in found:
            problem = f"`{listed.version}` is the same as `{found[commit]}`; leave it out"
            raise VersionsUnreadable(path=LIST, problem=problem)
        found[commit] = listed.version
    return found


def _uncommitted(repository: Path, bare: Path, *, after: list[State], now: int) -> Iterator[State]:
    """The template as it stands, if that is not the last committed state."""
    import datetime as dt

    changed = run_git("status", "--porcelain", "--", *_RENDERED, cwd=repository)
    if not changed and after:
        return
    environment = {
        "GIT_INDEX_FILE": str(bare / "uncommitted.index"),
        "GIT_OBJECT_DIRECTORY": str(bare / "objects"),
    }
    kept = [path for path in _KEPT if (repository / path).exists()]
    run_git("add", "--all", "--", *kept, cwd=repository, environment=environment)
    tree = run_git("write-tree", cwd=repository, environment=environment).strip()
    base = after[-1].version if after else f"v{_BEFORE_ALL}"
    moment = dt.datetime.fromtimestamp(now, dt.UTC).strftime("%Y%m%d%H%M%S")
    yield State(version=f"{base}+{moment}", source=tree, time=now)


def _stream(bare: Path, known: Sequence[State]) -> Iterator[str]:
    """What `git fast-import` reads: each commit follows the one before it."""
    asked = "".join(f"{state.source}:{path}\n" for state in known for path in _KEPT)
    answers = iter(run_git("cat-file", "--batch-check", cwd=bare, given=asked).splitlines())
    for mark, state in enumerate(known, start=1):
        message = f"Template {state.version}\n\nMade from {state.source}.\n"
        yield f"commit {_BRANCH}\nmark :{mark}\n"
        yield f"committer {_WRITER} {state.time} +0000\n"
        yield f"data {len(message.encode())}\n{message}"
        yield "deleteall\n"
        for path, answer in zip(_KEPT, answers, strict=False):
            name, kind, *_ = answer.split(" ")
            if kind in _MODES:  # else it is missing
                yield f"M {_MODES[kind]} {name} {path}\n"
        yield f"reset refs/tags/{state.version}\nfrom :{mark}\n"
