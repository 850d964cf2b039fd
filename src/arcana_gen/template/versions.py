"""What the versions of a template changed, as its own `template-versions.yml` lists it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeGuard

from arcana_gen.blueprint import JsonValue
from arcana_gen.blueprint.jinja import Jinja, JinjaError
from arcana_gen.blueprint.yaml_text import YamlProblem, load_mapping
from arcana_gen.template.errors import VersionsUnreadable
from arcana_gen.template.source import Template

if TYPE_CHECKING:
    from packaging.version import Version

LIST: Final = "template-versions.yml"
_ENTRIES: Final = "versions"
_KEYS: Final = frozenset({"version", "commit", "changes", "renames"})
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_HASH: Final = re.compile(r"[0-9a-f]{7,64}")  # of which some would be numbers too
_DESCRIBED: Final = re.compile(r"(?P<tag>.+)-(?P<distance>\d+)-g[0-9a-f]+")


class Order(StrEnum):
    """How one version of a template stands to another."""

    OLDER = "older"
    SAME = "same"
    NEWER = "newer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourChange:
    """What a project does otherwise since a version; `when` says which projects."""

    text: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVersion:
    """An entry of the list. The last one has no commit while it is being made."""

    version: str
    commit: str = ""
    changes: tuple[BehaviourChange, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()


def listed_versions(root: Path) -> tuple[ListedVersion, ...]:
    """The versions that a template lists, oldest first; none where it has no list.

    Raises VersionsUnreadable.
    """
    path = root / LIST
    try:
        document = load_mapping(path.read_text(encoding="utf-8"))
        entries = document.get(_ENTRIES)
        if set(document) - {_ENTRIES} or not isinstance(entries, list):
            raise _Wrong(f"its only key is `{_ENTRIES}`, a list")  # noqa: TRY301 - with the others
        found = tuple(_entry(entry) for entry in entries)
        _check_order(found)
    except FileNotFoundError:
        return ()
    except (YamlProblem, _Wrong, UnicodeDecodeError) as error:
        raise VersionsUnreadable(path=LIST, problem=str(error)) from None
    return found


def renames(template: Template, since: str) -> dict[str, str]:
    """The paths of rendered projects that changed after a version, as old -> new.

    Chains are joined: what was renamed twice leads from its first path to its last. In a path,
    `*` is one whole part (the package of any entity), and one that ends in `/` is a folder with
    all that is in it: `moved_paths` applies them to the files of a project.
    """
    found: dict[str, str] = {}
    for listed in _after(template, since):
        found = _joined(found, dict(listed.renames))
    return found


def moved_paths(renames: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    """The new path of each of the paths that a rename concerns; the most precise one decides."""
    rules = [(_pattern(old), new) for old, new in sorted(renames.items(), key=_precision)]
    found: dict[str, str] = {}
    for path in paths:
        matches = ((pattern.fullmatch(path), new) for pattern, new in rules)
        moved = next((_filled(new, match.groups()) for match, new in matches if match), path)
        if moved != path:
            found[path] = moved
    return found


def behaviour_changes(
    template: Template, since: str, options: Mapping[str, JsonValue]
) -> list[str]:
    """What a project with these options will do otherwise than at that version, oldest first.

    Raises VersionsUnreadable where a condition cannot be evaluated.
    """
    jinja = Jinja(template.root, {})
    return [
        change.text
        for listed in _after(template, since)
        for change in listed.changes
        if not change.when or _holds(jinja, change.when, options)
    ]


def number(version: str) -> "Version | None":
    """A version as a number that can be compared: of a tag, or of `git describe`."""
    from packaging.version import InvalidVersion, Version

    if _HASH.fullmatch(version):
        return None
    described = _DESCRIBED.fullmatch(version)
    try:
        if described:
            base = Version(described["tag"])
            return Version(f"{base.public}.post{int(described['distance']) + (base.post or 0)}")
        return Version(version)
    except InvalidVersion:
        return None


def compare_numbers(version: str, other: str) -> Order:
    """How the other one stands to the version, by their numbers."""
    first, second = number(version), number(other)
    if first is None or second is None:
        return Order.UNKNOWN
    if first == second:
        return Order.SAME
    return Order.NEWER if second > first else Order.OLDER


class _Wrong(Exception):
    """Something in the list is not as it has to be."""


def _after(template: Template, since: str) -> list[ListedVersion]:
    """The entries after a version; all of them where that version is no number."""
    known = number(since)
    return [
        listed
        for listed in listed_versions(template.root)
        if known is None or (entry := number(listed.version)) is None or entry > known
    ]


def _entry(data: object) -> ListedVersion:
    if not _is_mapping(data) or not set(data) <= _KEYS:
        raise _Wrong(f"an entry has the keys {', '.join(sorted(_KEYS))}")
    version, commit = data.get("version"), data.get("commit", "")
    if not isinstance(version, str) or number(version) is None:
        raise _Wrong(f"`{version}` is no version: write `version: 1.2.0`, in quotes if need be")
    if not isinstance(commit, str) or (commit and not _COMMIT.fullmatch(commit)):
        raise _Wrong(f"the commit of `{version}` is not a full hash")
    renamed = data.get("renames") or {}
    if not _is_mapping(renamed):
        raise _Wrong(f"the renames of `{version}` are no mapping of old to new paths")
    return ListedVersion(
        version=version,
        commit=commit,
        changes=tuple(_changes(data.get("changes") or [], version)),
        renames=tuple(_rename(old, new, version) for old, new in renamed.items()),
    )


def _changes(data: object, version: str) -> Iterable[BehaviourChange]:
    for change in data if isinstance(data, list) else [data]:
        known = change if _is_mapping(change) and set(change) == {"text", "when"} else None
        text, when = (known["text"], known["when"]) if known else (change, "")
        if not isinstance(text, str) or not isinstance(when, str):
            raise _Wrong(f"a change of `{version}` is a text, or has `text` and `when`")
        yield BehaviourChange(text=" ".join(text.split()), when=when)


def _rename(old: object, new: object, version: str) -> tuple[str, str]:
    if not isinstance(old, str) or not isinstance(new, str):
        raise _Wrong(f"the renames of `{version}` are no mapping of old to new paths")
    alike = old.count("*") == new.count("*") and old.endswith("/") == new.endswith("/")
    if not alike or not old or not new:
        raise _Wrong(f"the rename of `{old}` to `{new}` joins paths of different kinds")
    return old, new


def _check_order(versions: tuple[ListedVersion, ...]) -> None:
    numbers = [found for listed in versions if (found := number(listed.version)) is not None]
    if any(first >= second for first, second in pairwise(numbers)):
        raise _Wrong("its versions are not in order, oldest first")
    if any(not listed.commit for listed in versions[:-1]):
        raise _Wrong("only the last version, which is being made, has no commit")


def _joined(first: dict[str, str], then: dict[str, str]) -> dict[str, str]:
    """Both renames, one after the other; those of folders reach into each other."""
    through = {old: _through(new, then) for old, new in first.items()}
    for old, new in then.items():
        for start, middle in first.items():
            if middle.endswith("/") and old.startswith(middle):
                through.setdefault(f"{start}{old.removeprefix(middle)}", new)
    return {**then, **through}


def _through(path: str, renamed: Mapping[str, str]) -> str:
    """Where a path leads that is itself renamed, alone or with its folder."""
    folders = [old for old in renamed if old.endswith("/") and path.startswith(old)]
    found = path if path in renamed else max(folders, key=len, default="")
    return f"{renamed[found]}{path.removeprefix(found)}" if found else path


def _pattern(path: str) -> re.Pattern[str]:
    text = re.escape(path).replace(r"\*", "([^/]+)")
    return re.compile(f"{text}(.+)" if path.endswith("/") else text)


def _filled(path: str, parts: Iterable[str]) -> str:
    """The new path with what the marks of the old one stood for, and what was in its folder."""
    for part in parts:
        path = path.replace("*", part, 1) if "*" in path else f"{path}{part}"
    return path


def _precision(rename: tuple[str, str]) -> tuple[bool, int, str]:
    """Files before folders, longer ones first."""
    return rename[0].endswith("/"), -len(rename[0].replace("*", "")), rename[0]


def _holds(jinja: Jinja, condition: str, options: Mapping[str, JsonValue]) -> bool:
    try:
        return bool(jinja.render(f"{{% if {condition} %}}yes{{% endif %}}", options))
    except JinjaError as error:
        problem = f"the condition `{condition}`: {error}"
        raise VersionsUnreadable(path=LIST, problem=problem) from None


def _is_mapping(data: object) -> TypeGuard[dict[str, object]]:
    return isinstance(data, dict) and all(isinstance(key, str) for key in data)
