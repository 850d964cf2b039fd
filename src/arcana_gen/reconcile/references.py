"""Names that the user's own lines still use after they have gone: listed, never rewritten."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import Blueprint, Entity
from arcana_gen.blueprint.entities import attribute_of
from arcana_gen.blueprint.names import snake
from arcana_gen.reconcile.plan import Kind, Plan
from arcana_gen.reconcile.tree import Tree, read_entry

_FOLDERS: Final = ("src", "tests")
_SHOWN: Final = 20
_QUOTES: Final = "\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What code has said for an entity or field of `entity` that is no longer called so.

    It is looked for in files only that say `beside` too: names of fields are common words.
    """

    entity: str
    pattern: re.Pattern[str]
    beside: re.Pattern[str]
    is_field: bool = False


def gone(before: Blueprint, after: Blueprint, renamed: Mapping[str, str]) -> tuple[Gone, ...]:
    """The names of entities and fields that only the first has; `renamed` leads to new names."""
    return tuple(_gone(before, after, renamed))


def mentions(root: Path, plan: Plan, names: Sequence[Gone], *, pristine: Tree) -> tuple[str, ...]:
    """A note for each line of code that still has such a name, as it will be.

    Files that are as in `pristine` are not the user's, and those that the plan has left there for
    the user are told of already.
    """
    planned = {write.path: write.after for write in plan.writes}
    told = {change.path for change in plan.of(Kind.KEEP) if change.reason}
    found: list[str] = []
    for path in _python_files(root, planned):
        entry = planned.get(path) or read_entry(root / path)
        if entry is not None and path not in told and entry != pristine.get(path):
            found += _lines(path, entry.content.decode(errors="replace"), names)
    more = [f"… and {len(found) - _SHOWN} more lines"] if len(found) > _SHOWN else []
    return (*found[:_SHOWN], *more)


def _gone(before: Blueprint, after: Blueprint, renamed: Mapping[str, str]) -> Iterator[Gone]:
    known = after.entities
    for name, entity in before.entities.items():
        new = renamed.get(name, name)
        if new != name or new not in known:
            pattern = _of_entity(name, known)
            yield Gone(entity=new, pattern=pattern, beside=pattern)
        if new in known:
            left = _attributes(entity, before) - _attributes(known[new], after)
            for attribute in sorted(left):
                beside = _of_entity(new, known)
                pattern = _of_attribute(attribute)
                yield Gone(entity=new, pattern=pattern, beside=beside, is_field=True)


def _attributes(entity: Entity, blueprint: Blueprint) -> set[str]:
    return {attribute_of(field, blueprint.entities.get(field.target)) for field in entity.fields}


def _of_entity(name: str, entities: Iterable[str]) -> re.Pattern[str]:
    """The class and what is made of it (`OrderService`), and the module in imports."""
    longer = [other.removeprefix(name) for other in entities if other.startswith(name)]
    others = "".join(rf"(?!{rest})" for rest in longer if rest)
    return re.compile(rf"\b{name}(?![a-z0-9]){others}|\.{snake(name)}\b")


def _of_attribute(name: str) -> re.Pattern[str]:
    """What is read of an object, an argument, or a key."""
    return re.compile(rf"\.{name}\b|\b{name}(?= ?=(?!=))|[{_QUOTES}]{name}[{_QUOTES}]")


def _python_files(root: Path, planned: Mapping[str, object]) -> Iterator[str]:
    paths = {
        path.relative_to(root).as_posix()
        for folder in _FOLDERS
        for path in (root / folder).rglob("*.py")
    }
    written = {path for path in planned if path.endswith(".py") and path.startswith(_FOLDERS)}
    yield from sorted((paths | written) - {path for path in planned if planned[path] is None})


def _lines(path: str, text: str, names: Sequence[Gone]) -> Iterator[str]:
    patterns = [name.pattern for name in names if name.beside.search(text)]
    for number, line in enumerate(text.splitlines(), start=1):
        found = next(filter(None, (pattern.search(line) for pattern in patterns)), None)
        if found:
            yield f"`{path}:{number}` still says `{found[0].strip(f'.{_QUOTES}')}`"
