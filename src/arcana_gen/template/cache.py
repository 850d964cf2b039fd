"""Clones and exports of templates, kept so that the next command needs neither network nor time.

A clone is keyed by its address, an export by its commit, whose content can never change.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arcana_gen.errors import GitFailed, TemplateUnreachable, TemplateVersionMissing
from arcana_gen.template.git import run_git
from arcana_gen.template.scratch import scratch_folder


def mirror_of(url: str, *, wanted: str = "") -> tuple[Path, str]:
    """A bare clone of the address, fetched anew unless it has the wanted version already.

    Also returns why it could not be refreshed; it is then used as it is.
    """
    digest = hashlib.sha256(url.encode()).hexdigest()[:20]
    mirror = _folder("repositories") / f"{digest}.git"
    if not mirror.exists():
        with _made_whole(mirror) as unfinished:
            _clone(url, unfinished)
        return mirror, ""
    if wanted and commit_of(mirror, wanted):
        return mirror, ""
    try:
        run_git("fetch", "--quiet", "--prune", "origin", cwd=mirror)
    except GitFailed as error:
        return mirror, error.problem
    return mirror, ""


def commit_of(repository: Path, version: str) -> str:
    """The full hash of a tag, branch, commit or `git describe`; empty if there is none."""
    for name in (version, f"refs/remotes/origin/{version}"):
        try:
            commit = f"{name}^{{commit}}"
            found = run_git(
                "rev-parse", "--verify", "--quiet", "--end-of-options", commit, cwd=repository
            )
        except GitFailed:
            continue
        return found.strip()
    return ""


def describe(repository: Path, commit: str = "") -> str:
    """The version of a commit as Copier records it; empty where nothing is committed."""
    try:
        return run_git(
            "describe", "--tags", "--always", *filter(None, [commit]), cwd=repository
        ).strip()
    except GitFailed:
        return ""


def export(repository: Path, version: str, *, place: str) -> Path:
    """The files of one version, as a checkout would have them; raises TemplateVersionMissing."""
    commit = commit_of(repository, version)
    if not commit:
        raise TemplateVersionMissing(place=place, version=version)
    folder = _folder("templates") / commit
    if not folder.exists():
        with _made_whole(folder) as unfinished:
            _check_out(repository, commit, unfinished)
    return folder


def _check_out(repository: Path, commit: str, folder: Path) -> None:
    # Not `git archive`, which leaves out what `.gitattributes` says, unlike a clone.
    folder.mkdir()
    index = folder.with_suffix(".index")
    environment = {"GIT_INDEX_FILE": str(index), "GIT_WORK_TREE": str(folder)}
    top = run_git("rev-parse", "--absolute-git-dir", cwd=repository).rstrip("\n")
    environment["GIT_DIR"] = top
    try:
        run_git("read-tree", commit, environment=environment)
        run_git("checkout-index", "--all", "--quiet", cwd=folder, environment=environment)
    finally:
        index.unlink(missing_ok=True)


def _clone(url: str, folder: Path) -> None:
    try:
        run_git("clone", "--quiet", "--mirror", "--", url, str(folder))
    except GitFailed as error:
        raise TemplateUnreachable(place=url, problem=error.problem) from None


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """A path to build beside the folder, which appears only when it is complete."""
    with scratch_folder(parent=folder.parent) as scratch:
        unfinished = scratch / folder.name
        yield unfinished
        try:
            unfinished.rename(folder)
        except OSError:
            if not folder.exists():  # else another command was first, with the same content
                raise


def _folder(name: str) -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(home).expanduser() / "arcana" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # A home that cannot be written to, as containers have; what is there must be our own.
        user = str(os.getuid()) if hasattr(os, "getuid") else "all"
        folder = Path(tempfile.gettempdir()) / f"arcana-{user}" / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
