"""Where a template comes from: this repository, the installed package, a folder, or a git address.

What is recorded in a project is what plain `copier copy` would record, so that plain
`copier update` finds the template again.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import arcana_gen
from arcana_gen.errors import (
    GitMissing,
    TemplateLost,
    TemplateNotFound,
    TemplateUnreachable,
    TemplateVersionMissing,
)
from arcana_gen.template import cache
from arcana_gen.template.git import run_git, work_tree_root

QUESTIONS: Final = "copier.yml"
TABLES: Final = "includes"
FILES: Final = "template"
ENVIRONMENT: Final = "ARCANA_TEMPLATE"
_BUNDLED: Final = "_bundled"
_WORKING_TREE: Final = "HEAD"
_CLONED_BY_COPIER: Final = ("git@", "git://", "git+", "gh:", "gl:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template on this machine, and how a project records it.

    `source` and `version` are the answers `_src_path` and `_commit`. In a work tree, what git
    ignores does not belong to the template. `repository` has its history, where it has one;
    `unreached` says why what its place has by now could not be fetched.
    """

    root: Path
    source: str
    version: str = ""
    is_work_tree: bool = False
    is_packaged: bool = False
    repository: Path | None = None
    unreached: str = ""
    notes: tuple[str, ...] = ()

    @property
    def questions(self) -> Path:
        """The file with the questions."""
        return self.root / QUESTIONS


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

    Where the recorded place is gone, `ARCANA_TEMPLATE` and Arcana's own template are asked for
    that version: a commit is the same wherever it is.
    """
    elsewhere = split_version(os.environ.get(ENVIRONMENT, ""))[0]
    for place in [*filter(None, (source, elsewhere)), ""]:
        try:
            found = open_template(place, version, recorded=True) if place else own_template()
            if version in {found.version, ""}:
                return found
            if found.is_work_tree:
                return _exported(found.root, version, place=found.source)
        except (TemplateNotFound, TemplateUnreachable, TemplateVersionMissing, GitMissing):
            continue
        if found.is_packaged:  # the package carries one version only
            note = f"the project has template version `{version}`, this Arcana `{found.version}`"
            return replace(found, notes=(note,))
    raise TemplateLost(place=source, version=version)


def own_template() -> Template:
    """The template of this very Arcana: its repository, or the copy in the installed package."""
    package = Path(arcana_gen.__file__).resolve().parent
    repository = package.parent.parent
    if (repository / QUESTIONS).is_file() and (repository / FILES).is_dir():
        return _from_folder(repository, _WORKING_TREE)
    bundled = package / _BUNDLED
    _check(bundled)
    return Template(
        root=bundled,
        source=_recorded(bundled),
        version=f"v{arcana_gen.__version__}",
        is_packaged=True,
    )


def own_version(version: str) -> Template:
    """One version of Arcana's own template; raises TemplateVersionMissing."""
    own = own_template()
    if version == own.version:
        return own
    if own.repository is None:
        raise TemplateVersionMissing(place=own.source, version=version)
    return _exported(own.repository, version, place=own.source)


def is_own(source: str) -> bool:
    """Whether a project records Arcana's own template, as this or another Arcana brings it."""
    return source.endswith(f"/arcana_gen/{_BUNDLED}") or source == own_template().source


def split_version(place: str) -> tuple[str, str]:
    """Divide `address@version`; the `@` of `git@host:path` or of a user is no divider."""
    head, at, version = place.rpartition("@")
    _, scheme, host = head.partition("://")
    is_user = bool(scheme) and "/" not in host
    if not at or ":" in version or is_user or Path(place).expanduser().exists():
        return place, ""
    return head, version


def is_address(place: str) -> bool:
    """Whether this is the address of a repository, not a path."""
    return place.startswith((*_CLONED_BY_COPIER, "ssh://", "http://", "https://", "file://"))


def open_template(address: str, version: str = "", *, recorded: bool = False) -> Template:
    """The template at an address or path; what a project recorded need not be the newest.

    Raises TemplateNotFound, TemplateUnreachable, TemplateVersionMissing or GitMissing.
    """
    if is_address(address):
        source = address if _copier_clones(address) else f"git+{address}"
        return _from_address(_url(address), version, source=source, recorded=recorded)
    folder = Path(address).expanduser().absolute()
    if folder.is_file():  # a git bundle
        return _from_address(str(folder), version, source=_recorded(folder), recorded=recorded)
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():  # a bare repository
        return _from_address(str(folder), version, source=str(folder), recorded=recorded)
    return _from_folder(folder, _WORKING_TREE if recorded else version)


def _from_folder(folder: Path, version: str) -> Template:
    """A checkout, or a plain folder; without a version the last release, as Copier does."""
    if not folder.is_dir():
        raise TemplateNotFound(place=str(folder), reason="there is no such folder")
    if work_tree_root(folder) != folder.resolve():
        if version not in {"", _WORKING_TREE}:
            raise TemplateVersionMissing(place=str(folder), version=version)
        _check(folder)
        return Template(root=folder, source=str(folder))
    version = version or _newest_release(folder) or _WORKING_TREE
    if version != _WORKING_TREE:
        return _exported(folder, version, place=_recorded(folder))
    _check(folder)
    described = cache.describe(folder)
    changed = run_git("status", "--porcelain", "--", QUESTIONS, TABLES, FILES, cwd=folder)
    note = f"the template has changes that are not committed; the project records `{described}`"
    return Template(
        root=folder,
        source=_recorded(folder),
        version=described,
        is_work_tree=True,
        repository=folder,
        notes=(note,) if changed and described else (),
    )


def _from_address(url: str, version: str, *, source: str, recorded: bool) -> Template:
    mirror, problem = cache.mirror_of(url, wanted=version if recorded else "")
    version = version or _newest_release(mirror) or _WORKING_TREE
    if problem and not cache.commit_of(mirror, version):
        raise TemplateUnreachable(place=source, problem=problem)
    found = _exported(mirror, version, place=source)
    note = f"`{url}` cannot be reached, its last copy is used ({problem})"
    return replace(found, notes=(note,), unreached=problem) if problem else found


def _exported(repository: Path, version: str, *, place: str) -> Template:
    root = cache.export(repository, version, place=place)
    _check(root)
    version = cache.describe(repository, root.name)
    return Template(root=root, source=place, version=version, repository=repository)


def _newest_release(repository: Path) -> str:
    """The tag with the highest version, as Copier chooses it."""
    from packaging.version import InvalidVersion, Version

    found: list[tuple[Version, str]] = []
    for tag in run_git("tag", "--list", cwd=repository).split():
        try:
            found.append((Version(tag), tag))
        except InvalidVersion:
            continue
    return max([pair for pair in found if not pair[0].is_prerelease], default=(None, ""))[1]


def _copier_clones(address: str) -> bool:
    return address.endswith(".git") or address.startswith(_CLONED_BY_COPIER)


def _url(address: str) -> str:
    """The address that git understands, for the short forms that Copier knows."""
    if not address.startswith(("gh:", "gl:")):
        return address.removeprefix("git+")
    from copier._vcs import get_repo

    return get_repo(address) or address


def _recorded(folder: Path) -> str:
    """The path as projects hold it: nobody's home, which Copier fills in where it reads it."""
    try:
        return f"~/{folder.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return folder.as_posix()


def _check(root: Path) -> None:
    if not (root / QUESTIONS).is_file():
        raise TemplateNotFound(place=str(root), reason=f"it has no `{QUESTIONS}`")
    if not (root / FILES).is_dir():
        raise TemplateNotFound(place=str(root), reason=f"it has no folder `{FILES}`")
