"""A change on a git branch of its own, as one commit.

Each step can be done again from wherever the last attempt was killed.
"""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen.errors import GitFailed, GitLocked
from arcana_gen.reconcile.errors import (
    BranchExists,
    NoRepository,
    NotCommitted,
    UncommittedWork,
)
from arcana_gen.template import run_git, work_tree_root

_LITERAL: Final = {"GIT_LITERAL_PATHSPECS": "1"}
_IN_PROGRESS: Final = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch that a command makes, as its journal tells of it.

    `start` is the full name of the branch that it leaves, `HEAD` where there is none; `commit` is
    where that stands. `message` is of the one commit, empty where conflicts are in its way;
    `locks` means that the dependencies have to be locked before it.
    """

    name: str
    start: str
    commit: str
    message: str
    locks: bool = False

    def is_current(self, root: Path) -> bool:
        """Whether the work tree is on this branch."""
        return _current(root) == self._ref

    def is_at_start(self, root: Path) -> bool:
        """Whether the work tree is at the commit that the branch begins at."""
        return _commit_of("HEAD", root) == self.commit

    def can_begin(self, root: Path) -> bool:
        """Whether all is as it was before the branch."""
        is_where_it_was = self.is_at_start(root) and _current(root) == self.start
        return is_where_it_was and not self.exists(root)

    def exists(self, root: Path) -> bool:
        """Whether git knows the branch."""
        return bool(_commit_of(self._ref, root))

    def enter(self, root: Path) -> None:
        """Make the branch and switch to it, unless that is done."""
        if not self.is_current(root):
            _switch(root, "--create", self.name, to=self._ref)

    def commit_files(self, root: Path, paths: Collection[str]) -> None:
        """Commit these files and no others; raises NotCommitted or GitLocked."""
        try:
            self._commit(root, paths)
        except GitLocked:
            raise
        except GitFailed as error:
            # A `git commit` that outlived its command may have been faster than this one.
            if uncommitted(root, paths):
                raise NotCommitted(branch=self.name, problem=error.message) from None

    def leave(self, root: Path, undone: Collection[str]) -> None:
        """Go back and delete the branch, unless somebody has used it.

        `undone` are files that stand as they did before: git's index shall have them so too.
        """
        staged = _staged(root) & _from_top(root, undone)
        if staged:
            _at_top(root, "reset", "--quiet", "--", *sorted(staged))
        if not self._is_unused(root):
            return
        if self.is_current(root):
            self._go_back(root)
        if self.exists(root):
            run_git("branch", "--quiet", "--delete", "--", self.name, cwd=root)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.name}"

    def _is_unused(self, root: Path) -> bool:
        return _commit_of(self._ref, root) in {"", self.commit}

    def _go_back(self, root: Path) -> None:
        if self.start == "HEAD":
            _switch(root, "--detach", self.commit, to=self.start)
        elif _commit_of(self.start, root) == self.commit:
            name = self.start.removeprefix("refs/heads/")
            _switch(root, "--no-guess", name, to=self.start)

    def _commit(self, root: Path, paths: Collection[str]) -> None:
        ours = _from_top(root, paths)
        known = ("ls-files", "--cached", "--others", "--exclude-standard", "--full-name", "-z")
        adding = ours & _names(run_git(*known, cwd=root))  # git refuses what it shall ignore
        if adding:
            _at_top(root, "add", "--all", "--", *sorted(adding))
        staged = _staged(root)
        if not staged & ours:
            return
        # Where nothing else is staged, git is not told the files: hooks that add what they have
        # formatted can do so only then.
        is_alone = staged <= ours and not any(_commit_of(ref, root) for ref in _IN_PROGRESS)
        only = [] if is_alone else ["--only", "--", *sorted(staged & ours)]
        _at_top(root, "commit", "--quiet", "--message", self.message, *only)


def new_branch(root: Path, name: str, message: str, *, locks: bool) -> Branch:
    """A branch that can be made and committed to.

    Raises NoRepository, GitLocked, UncommittedWork or BranchExists.
    """
    if work_tree_root(root) is None:
        raise NoRepository(path=str(root))
    _require_no_lock(root)
    if run_git("status", "--porcelain", "--", ".", cwd=root):
        raise UncommittedWork(path=str(root))
    if run_git("branch", "--list", "--", name, cwd=root):
        raise BranchExists(branch=name)
    here, commit = _current(root), _commit_of("HEAD", root)
    return Branch(name=name, start=here, commit=commit, message=message, locks=locks)


def uncommitted(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Those of the paths that are not in the last commit as they stand."""
    changed = ("diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", ".")
    differing = _names(run_git(*changed, cwd=root))
    known = _names(run_git("ls-tree", "-r", "--name-only", "-z", "HEAD", "--", ".", cwd=root))
    new = {path for path in paths if path not in known and os.path.lexists(root / path)}
    return frozenset(new | (differing & set(paths)))


def _require_no_lock(root: Path) -> None:
    """Git would make the branch, and find its index locked only when the files are there."""
    lock = root / run_git("rev-parse", "--git-path", "index.lock", cwd=root).rstrip("\n")
    if lock.exists():
        raise GitLocked(command="add", problem="the index is locked", lock=str(lock))


def _switch(root: Path, *arguments: str, to: str) -> None:
    try:
        run_git("switch", "--quiet", *arguments, cwd=root)
    except GitFailed:
        if _current(root) != to:  # else a hook has failed after all was done
            raise


def _current(root: Path) -> str:
    return run_git("rev-parse", "--symbolic-full-name", "HEAD", cwd=root).strip()


def _commit_of(reference: str, root: Path) -> str:
    try:
        return run_git("rev-parse", "--verify", "--quiet", reference, cwd=root).strip()
    except GitFailed:
        return ""


def _staged(root: Path) -> set[str]:
    """What the next commit would change, as git names it from the top of the work tree."""
    whole = ("diff", "--cached", "--name-only", "--no-renames", "--no-relative", "-z")
    return _names(run_git(*whole, cwd=root))


def _from_top(root: Path, paths: Collection[str]) -> set[str]:
    prefix = run_git("rev-parse", "--show-prefix", cwd=root).rstrip("\n")
    return {f"{prefix}{path}" for path in paths}


def _at_top(root: Path, *arguments: str) -> None:
    """Run git where it takes names from the top, and takes them as they are."""
    run_git(*arguments, cwd=work_tree_root(root), environment=_LITERAL)


def _names(output: str) -> set[str]:
    return set(filter(None, output.split("\0")))
