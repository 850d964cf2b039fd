"""A change on a git branch of its own, as one commit."""

from pathlib import Path

from arcana_gen.reconcile.errors import BranchExists, NoRepository, UncommittedWork
from arcana_gen.reconcile.plan import Plan
from arcana_gen.template import run_git, work_tree_root


def start_branch(root: Path, name: str) -> None:
    """Switch to a new branch; raises NoRepository, UncommittedWork or BranchExists."""
    if work_tree_root(root) is None:
        raise NoRepository(path=str(root))
    if run_git("status", "--porcelain", "--", ".", cwd=root):
        raise UncommittedWork(path=str(root))
    if run_git("branch", "--list", "--", name, cwd=root):
        raise BranchExists(branch=name)
    run_git("switch", "--quiet", "--create", name, cwd=root)


def abandon_branch(root: Path, name: str) -> None:
    """Go back to where the branch began, and forget it."""
    run_git("switch", "--quiet", "-", cwd=root)
    run_git("branch", "--quiet", "--delete", "--", name, cwd=root)


def commit_plan(root: Path, plan: Plan, message: str, *, also: tuple[str, ...] = ()) -> None:
    """Commit what the plan has written, and these files where they changed too."""
    paths = [write.path for write in plan.writes]
    paths += [path for path in also if (root / path).is_file() and path not in paths]
    run_git("add", "--all", "--", *paths, cwd=root)
    run_git("commit", "--quiet", "--message", message, cwd=root)
