"""Arcana's own template: of the repository that Arcana runs from, or of the installed package."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import arcana_gen
from arcana_gen.errors import TemplateUnreachable, TemplateVersionMissing
from arcana_gen.template import bundle
from arcana_gen.template.source import (
    FILES,
    QUESTIONS,
    WORKING_TREE,
    Template,
    check_folder,
    exported,
    from_address,
    from_folder,
    recorded_path,
)

_BUNDLED: Final = "_bundled"
_HISTORY: Final = "template.bundle"


def own_template() -> Template:
    """The template of this very Arcana: its repository, or the copy in the installed package.

    A package that carries the history of the template puts it to where projects look for it.
    """
    repository = _repository()
    if repository is not None:
        return from_folder(repository, WORKING_TREE)
    files, history = _package() / _BUNDLED, _history()
    check_folder(files)
    if history is None:  # built without a git history
        version = f"v{arcana_gen.__version__}"
        source = recorded_path(files)
        return Template(root=files, source=source, version=version, is_packaged=True)
    note = bundle.place(history)
    return Template(
        root=files,
        source=bundle.BUNDLE,
        version=bundle.last_version(history),
        is_packaged=True,
        notes=(note,) if note else (),
    )


def own_version(version: str) -> Template:
    """One version of Arcana's own template; raises TemplateVersionMissing."""
    own = own_template()
    if version in {own.version, ""}:
        return own
    repository = _repository()
    if repository is not None:
        with suppress(TemplateVersionMissing):
            return exported(repository, version, place=own.source)
    for place in filter(None, (bundle.placed_bundle(), _history())):
        with suppress(TemplateVersionMissing, TemplateUnreachable):
            return from_address(str(place), version, source=bundle.BUNDLE, recorded=True)
    return _of_repository(repository, version, own)


def is_own(source: str) -> bool:
    """Whether a project records Arcana's own template, as this or another Arcana brings it."""
    repository = _repository()
    is_here = repository is not None and source == recorded_path(repository)
    return source == bundle.BUNDLE or is_here or has_no_history(source)


def has_no_history(source: str) -> bool:
    """Whether a project records the files of a package that was built without a git history."""
    return source.endswith(f"/{_package().name}/{_BUNDLED}")


def _of_repository(repository: Path | None, version: str, own: Template) -> Template:
    """The state that a package would have called so, from the repository."""
    from arcana_gen.template.history import has_history, states

    if repository is not None and has_history(repository):
        for state in states(repository):
            if state.version == version:
                found = exported(repository, state.source, place=bundle.BUNDLE)
                return replace(found, version=version)
    raise TemplateVersionMissing(place=own.source, version=version)


def _repository() -> Path | None:
    folder = _package().parent.parent
    is_template = (folder / QUESTIONS).is_file() and (folder / FILES).is_dir()
    return folder if is_template else None


def _package() -> Path:
    return Path(arcana_gen.__file__).resolve().parent


def _history() -> Path | None:
    history = _package() / _BUNDLED / _HISTORY
    return history if history.is_file() else None
