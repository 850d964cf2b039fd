"""The places of templates: a folder, a git bundle, a git address.

What is recorded in a project is what plain `copier copy` would record, so that plain
`copier update` finds the template again.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from arcana_gen.errors import (
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
WORKING_TREE: Final = "HEAD"
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
        return from_address(_url(address), version, source=source, recorded=recorded)
    folder = Path(address).expanduser().absolute()
    if folder.is_file():  # a git bundle
        return from_address(str(folder), version, source=recorded_path(folder), recorded=recorded)
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():  # a bare repository
        return from_address(str(folder), version, source=str(folder), recorded=recorded)
    return from_folder(folder, WORKING_TREE if recorded else version)


def from_folder(folder: Path, version: str) -> Template:
    """A checkout, or a plain folder; without a version the last release, as Copier does."""
    if not folder.is_dir():
        raise TemplateNotFound(place=str(folder), reason="there is no such folder")
    if work_tree_root(folder) != folder.resolve():
        if version not in {"", WORKING_TREE}:
            raise TemplateVersionMissing(place=str(folder), version=version)
        check_folder(folder)
        return Template(root=folder, source=str(folder))
    version = version or _newest_release(folder) or WORKING_TREE
    if version != WORKING_TREE:
        return exported(folder, version, place=recorded_path(folder))
    check_folder(folder)
    described = cache.describe(folder)
    changed = run_git("status", "--porcelain", "--", QUESTIONS, TABLES, FILES, cwd=folder)
    note = f"the template has changes that are not committed; the project records `{described}`"
    return Template(
        root=folder,
        source=recorded_path(folder),
        version=described,
        is_work_tree=True,
        repository=folder,
        notes=(note,) if changed and described else (),
    )


def from_address(url: str, version: str, *, source: str, recorded: bool) -> Template:
    """A repository or bundle, by way of a clone; raises TemplateUnreachable and as `exported`."""
    mirror, problem = cache.mirror_of(url, wanted=version if recorded else "")
    version = version or _newest_release(mirror) or WORKING_TREE
    if problem and not cache.commit_of(mirror, version):
        raise TemplateUnreachable(place=source, problem=problem)
    found = exported(mirror, version, place=source)
    note = f"`{url}` cannot be reached, its last copy is used ({problem})"
    return replace(found, notes=(note,), unreached=problem) if problem else found


def exported(repository: Path, version: str, *, place: str) -> Template:
    """One version of a repository; raises TemplateVersionMissing or TemplateNotFound."""
    root = cache.export(repository, version, place=place)
    check_folder(root)
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


def recorded_path(folder: Path) -> str:
    """The path as projects hold it: nobody's home, which Copier fills in where it reads it."""
    try:
        return f"~/{folder.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return folder.as_posix()


def check_folder(root: Path) -> None:
    """Raise TemplateNotFound unless this is the root of a template."""
    if not (root / QUESTIONS).is_file():
        raise TemplateNotFound(place=str(root), reason=f"it has no `{QUESTIONS}`")
    if not (root / FILES).is_dir():
        raise TemplateNotFound(place=str(root), reason=f"it has no folder `{FILES}`")
