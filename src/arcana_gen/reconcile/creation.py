"""Creating a project: rendered beside its place, made ready, then renamed into it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import Blueprint
from arcana_gen.errors import ProjectBusy, TargetNotEmpty, TargetUnusable
from arcana_gen.reconcile.dependencies import lock_dependencies
from arcana_gen.reconcile.locking import locked
from arcana_gen.reconcile.option_tables import first_migrations
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.paths import check_paths
from arcana_gen.reconcile.plan import Plan, make_plan
from arcana_gen.reconcile.repository import make_repository
from arcana_gen.reconcile.tree import read_tree
from arcana_gen.template import Template, render, scratch_folder

_STAGING: Final = ".arcana-new-"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What to create, and where."""

    template: Template
    blueprint: Blueprint
    target: Path
    with_git: bool = True
    with_lock: bool = True


def create_project(new: NewProject, *, now: datetime, dry_run: bool, step: Step) -> Done:
    """Create the whole project, or nothing: its folder appears by one rename at the end."""
    target = new.target.absolute()
    _check_target(target)
    notes = list(new.template.notes)
    # A dry run leaves no trace beside the target.
    with scratch_folder() if dry_run else _staging(target) as staging:
        project = staging / target.name
        plan = _render(new, project, now)
        if not dry_run:
            if new.with_lock:
                notes += lock_dependencies(project, step)
            if new.with_git:
                author = str(new.blueprint.options.get("author", ""))
                notes += make_repository(project, beside=target.parent, author=author)
            _put_in_place(project, target)
    return Done(root=target, plan=plan, notes=tuple(notes))


def _render(new: NewProject, project: Path, now: datetime) -> Plan:
    migrations = first_migrations(new.template, new.blueprint, now=now)
    render(new.template, new.blueprint.to_answers(), project, migrations=migrations)
    theirs = read_tree(project)
    check_paths(theirs, root=project)
    return make_plan(base={}, theirs=theirs, ours={})


def _check_target(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetUnusable(path=str(target), problem="it is a link or a file")
    if target.is_dir() and any(target.iterdir()):
        raise TargetNotEmpty(path=str(target))
    if Path.cwd().is_relative_to(target):
        raise TargetUnusable(path=str(target), problem="it is the folder that you are in")


def _put_in_place(project: Path, target: Path) -> None:
    try:
        project.rename(target)  # replaces an empty folder, refuses any other
    except OSError as error:
        if target.is_dir() and any(target.iterdir()):
            raise TargetNotEmpty(path=str(target)) from None
        raise _unusable(target, error) from None


@contextmanager
def _told_of(target: Path) -> Iterator[None]:
    """What the system refuses beside the target is told of the target, which the user has named."""
    try:
        yield
    except OSError as error:
        raise _unusable(target, error) from None


def _unusable(target: Path, error: OSError) -> TargetUnusable:
    return TargetUnusable(path=str(target), problem=error.strerror or str(error))


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside the target, held while it is in use; removes those of killed commands."""
    with _told_of(target):
        made = _make_parents(target)
    try:
        _remove_abandoned(target.parent)
        with ExitStack() as stack:
            with _told_of(target):
                folder = _held_folder(target.parent, stack)
            yield folder
    except BaseException:
        for parent in reversed(made):
            with suppress(OSError):  # somebody else uses it by now
                parent.rmdir()
        raise


def _held_folder(parent: Path, stack: ExitStack) -> Path:
    while True:
        folder = stack.enter_context(scratch_folder(_STAGING, parent=parent))
        # Another command may take the folder for abandoned until it is held.
        with suppress(ProjectBusy, FileNotFoundError):
            stack.enter_context(locked(folder))
            if folder.exists():
                return folder


def _make_parents(target: Path) -> list[Path]:
    missing = [parent for parent in reversed(target.parents) if not os.path.lexists(parent)]
    target.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_abandoned(parent: Path) -> None:
    for folder in parent.glob(f"{_STAGING}*"):
        with suppress(ProjectBusy, FileNotFoundError, NotADirectoryError), locked(folder):
            shutil.rmtree(folder, ignore_errors=True)
