"""Old names that the user's own lines still use after a rename: listed, never rewritten."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from arcana_gen.blueprint.names import snake
from arcana_gen.reconcile.plan import Plan
from arcana_gen.reconcile.tree import Tree, read_entry

_FOLDERS: Final = ("src", "tests")
_SHOWN: Final = 20


def mentions(
    root: Path,
    plan: Plan,
    renamed: Mapping[str, str],
    *,
    entities: Iterable[str],
    pristine: Tree,
) -> tuple[str, ...]:
    """A note for each line of code that still has an entity's old name, as it will be.

    Files that are as in `pristine` are not the user's.
    """
    word = re.compile("|".join(_pattern(old, entities) for old in renamed))
    planned = {write.path: write.after for write in plan.writes}
    found: list[str] = []
    for path in _python_files(root, planned):
        entry = planned.get(path) or read_entry(root / path)
        if entry is not None and entry != pristine.get(path):
            found += _lines(path, entry.content, word)
    more = [f"… and {len(found) - _SHOWN} more lines"] if len(found) > _SHOWN else []
    return (*found[:_SHOWN], *more)


def _pattern(old: str, entities: Iterable[str]) -> str:
    """The class and what is made of it (`OrderService`), and the module in imports."""
    longer = [name.removeprefix(old) for name in entities if name.startswith(old)]
    others = "".join(rf"(?!{rest})" for rest in longer if rest)
    return rf"\b{old}(?![a-z0-9]){others}|\.{snake(old)}\b"


def _python_files(root: Path, planned: Mapping[str, object]) -> Iterator[str]:
    paths = {
        path.relative_to(root).as_posix()
        for folder in _FOLDERS
        for path in (root / folder).rglob("*.py")
    }
    gone = {path for path, after in planned.items() if after is None}
    yield from sorted((paths | planned.keys()) - gone)


def _lines(path: str, content: bytes, word: re.Pattern[str]) -> Iterator[str]:
    if not path.endswith(".py") or not path.startswith(_FOLDERS):
        return
    for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
        found = word.search(line)
        if found:
            yield f"`{path}:{number}` still says `{found[0].removeprefix('.')}`"
