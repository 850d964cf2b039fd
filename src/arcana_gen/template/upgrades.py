"""Where a project can go from the template version that it has."""

import os
from pathlib import Path

from arcana_gen.errors import (
    GitFailed,
    TemplateNotFound,
    TemplateUnreachable,
    TemplateVersionMissing,
)
from arcana_gen.template import cache
from arcana_gen.template.errors import (
    ProjectNewer,
    TemplateDowngrade,
    TemplateSourceGone,
    TemplateUnversioned,
    VersionNotYetHere,
)
from arcana_gen.template.git import run_git
from arcana_gen.template.own import is_own, own_template, own_version
from arcana_gen.template.source import ENVIRONMENT, Template, open_template, split_version
from arcana_gen.template.versions import Order, compare_numbers


def newest_version(source: str) -> Template:
    """The newest version of the template that a project records.

    Of a repository it is the newest release, or its last commit where it has none, as for plain
    `copier update`; Arcana's own template is the one that this Arcana brings. Raises
    TemplateSourceGone or TemplateUnversioned.
    """
    return _versioned(own_template() if is_own(source) else _reached(source, ""))


def template_at(source: str, version: str) -> Template:
    """A version of the template that a project records; `1.2.0` finds the tag `v1.2.0` too.

    Raises TemplateSourceGone, TemplateUnversioned, TemplateVersionMissing or VersionNotYetHere.
    """
    names = [version] if version.startswith("v") else [version, f"v{version}"]
    for name in names:
        try:
            return _versioned(own_version(name) if is_own(source) else _reached(source, name))
        except TemplateVersionMissing:
            continue
    if is_own(source):
        newest = own_template().version
        if compare_numbers(newest, version) is Order.NEWER:
            raise VersionNotYetHere(wanted=version, newest=newest)
    raise TemplateVersionMissing(place=source, version=version)


def compare(version: str, template: Template) -> Order:
    """How the template stands to a recorded version: is it NEWER, OLDER, the SAME?

    Versions with numbers are compared by these, as Copier does; commits by their history.
    UNKNOWN where neither says anything, as for a branch that was rewritten.
    """
    if version == template.version:
        return Order.SAME
    by_number = compare_numbers(version, template.version)
    if by_number is not Order.UNKNOWN or template.repository is None:
        return by_number
    return _by_history(template, version)


def leads_on(version: str, template: Template, *, chosen: bool = False) -> bool:
    """Whether the template is another version to update to; False where it is the project's own.

    `chosen` says that the user named the version. Raises TemplateDowngrade, or ProjectNewer where
    this Arcana is older than the one that wrote the project.
    """
    order = compare(version, template)
    if order is Order.OLDER:
        if template.is_packaged and not chosen:
            raise ProjectNewer(recorded=version, newest=template.version)
        raise TemplateDowngrade(recorded=version, wanted=template.version)
    return order is not Order.SAME


def _reached(source: str, version: str) -> Template:
    """The template, from its place as it is now; where that is gone, from `ARCANA_TEMPLATE`."""
    elsewhere = split_version(os.environ.get(ENVIRONMENT, ""))[0]
    problem = "no place is recorded"
    for place in filter(None, (source, elsewhere)):
        try:
            found = open_template(place, version)
        except (TemplateNotFound, TemplateUnreachable) as error:
            problem = problem if place == elsewhere else error.message
            continue
        if version or not found.unreached:
            return found
        problem = found.unreached
    raise TemplateSourceGone(place=source, problem=problem)


def _versioned(template: Template) -> Template:
    if not template.version:
        raise TemplateUnversioned(place=template.source)
    return template


def _by_history(template: Template, version: str) -> Order:
    repository = template.repository
    if repository is None:
        return Order.UNKNOWN
    commits = [cache.commit_of(repository, name) for name in (version, template.version)]
    if not all(commits):
        return Order.UNKNOWN
    recorded, offered = commits
    if recorded == offered:
        return Order.SAME
    if _is_ancestor(repository, recorded, offered):
        return Order.NEWER
    return Order.OLDER if _is_ancestor(repository, offered, recorded) else Order.UNKNOWN


def _is_ancestor(repository: Path, first: str, second: str) -> bool:
    try:
        run_git("merge-base", "--is-ancestor", first, second, cwd=repository)
    except GitFailed:
        return False
    return True
