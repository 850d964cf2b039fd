"""Finding the template of a new project, and the one that a project was made from."""

import os
from contextlib import suppress
from dataclasses import replace

from arcana_gen.errors import (
    TemplateLost,
    TemplateNotFound,
    TemplateUnreachable,
    TemplateVersionMissing,
)
from arcana_gen.template.errors import ProjectNewer
from arcana_gen.template.own import has_no_history, is_own, own_template, own_version
from arcana_gen.template.source import (
    ENVIRONMENT,
    Template,
    exported,
    open_template,
    split_version,
)
from arcana_gen.template.versions import Order, compare_numbers, number


def find_template(place: str = "") -> Template:
    """The template to make new projects from.

    `place` is a folder or a git address, with `@` and a version where it is not the newest;
    `ARCANA_TEMPLATE` stands in for it; without both it is Arcana's own template.
    """
    place = place or os.environ.get(ENVIRONMENT, "")
    if not place:
        return own_template()
    address, version = split_version(place)
    return open_template(address, version)


def recorded_template(source: str, version: str) -> Template:
    """The very version that a project was made from.

    Where the recorded place is gone, `ARCANA_TEMPLATE` is asked for that version, and Arcana's
    own template for a commit, which is the same wherever it is. Raises TemplateLost, or
    ProjectNewer where only a newer Arcana has that version.
    """
    elsewhere = split_version(os.environ.get(ENVIRONMENT, ""))[0]
    for place in filter(None, (source, elsewhere)):
        try:
            return own_version(version) if is_own(place) else _opened(place, version)
        except (TemplateNotFound, TemplateUnreachable, TemplateVersionMissing):
            continue
    if not is_own(source):
        return _own_commit(source, version)
    own = own_template()
    if has_no_history(source):  # nobody has that version, and this one is the best guess
        note = f"the project has template version `{version}`, this Arcana `{own.version}`"
        return replace(own, notes=(*own.notes, note))
    if compare_numbers(version, own.version) is Order.OLDER:
        raise ProjectNewer(recorded=version, newest=own.version)
    raise TemplateLost(place=source, version=version)


def _opened(place: str, version: str) -> Template:
    found = open_template(place, version, recorded=True)
    if found.is_work_tree and version not in {found.version, ""}:
        return exported(found.root, version, place=found.source)
    return found


def _own_commit(source: str, version: str) -> Template:
    # A tag is another thing in Arcana's own template; a commit, or what describes one, is not.
    if version and (number(version) is None or "-g" in version):
        with suppress(TemplateVersionMissing):
            return own_version(version)
    raise TemplateLost(place=source, version=version)
