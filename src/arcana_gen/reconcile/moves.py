"""Files that a change gives another path, and what the user has put beside them."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from arcana_gen.blueprint.names import snake
from arcana_gen.reconcile.plan import Change, Kind
from arcana_gen.reconcile.tree import Entry, Tree, files_below, read_entry


def find_moves(
    base: Tree, theirs: Tree, *, renamed: Mapping[str, str], moved: Mapping[str, str]
) -> dict[str, str]:
    """The new path of each file that goes from one place of the rendering to another.

    `renamed` leads from the old name of an entity to the new one, `moved` from path to path.
    """
    found: dict[str, str] = {}
    for path in sorted(base.keys() - theirs.keys()):
        for candidate in (moved.get(path, path), _renamed(moved.get(path, path), renamed)):
            if candidate in theirs and candidate not in base:
                found[path] = candidate
    return found


def files_that_move_along(root: Path, moves: Mapping[str, str], *, known: Tree) -> Iterator[Change]:
    """Files of the user in folders that were one entity's: they follow the rest of the folder."""
    folders = {
        str(PurePosixPath(old).parent): str(PurePosixPath(new).parent)
        for old, new in moves.items()
        if PurePosixPath(old).name == PurePosixPath(new).name
    }
    for old, new in sorted(folders.items()):
        for path in files_below(root / old):
            name = path.relative_to(root).as_posix()
            entry = read_entry(path)
            if name not in known and entry is not None:
                target = f"{new}/{path.relative_to(root / old).as_posix()}"
                yield _moved_along(name, target, entry, is_free=read_entry(root / target) is None)


def _moved_along(old: str, new: str, entry: Entry, *, is_free: bool) -> Change:
    if is_free:
        return Change(path=new, kind=Kind.MOVE, before=entry, after=entry, source=old)
    reason = f"`{new}` exists already"
    return Change(path=old, kind=Kind.KEEP, before=entry, after=entry, reason=reason)


def _renamed(path: str, renamed: Mapping[str, str]) -> str:
    """The path with the modules of entities called anew, and the tests of them."""
    modules = {snake(old): snake(new) for old, new in renamed.items()}
    modules |= {f"test_{old}": f"test_{new}" for old, new in modules.items()}
    return "/".join(_renamed_part(part, modules) for part in path.split("/"))


def _renamed_part(part: str, modules: Mapping[str, str]) -> str:
    stem, dot, suffix = part.partition(".")
    return f"{modules.get(stem, stem)}{dot}{suffix}"
