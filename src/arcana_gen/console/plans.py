"""How a plan looks: the tree of its changes."""

from typing import TYPE_CHECKING, Final

from arcana_gen.console.terminal import data
from arcana_gen.reconcile import Change, Done, Kind, Plan

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

_MARKS: Final = {
    Kind.ADD: ("+", "green"),
    Kind.CHANGE: ("~", "yellow"),
    Kind.MERGE: ("*", "yellow"),
    Kind.MOVE: (">", "cyan"),
    Kind.DELETE: ("-", "red"),
    Kind.KEEP: ("=", "dim"),
    Kind.CONFLICT: ("!", "bold red"),
}
"""A sign beside each colour: nothing is said by colour alone."""

_PLANNED: Final = {
    Kind.ADD: "to add",
    Kind.CHANGE: "to change",
    Kind.MERGE: "to merge with your edits",
    Kind.MOVE: "to move",
    Kind.DELETE: "to delete",
    Kind.KEEP: "as it is",
    Kind.CONFLICT: "in conflict",
}
_DONE: Final = {
    **_PLANNED,
    Kind.ADD: "added",
    Kind.CHANGE: "changed",
    Kind.MERGE: "merged with your edits",
    Kind.MOVE: "moved",
    Kind.DELETE: "deleted",
}


def show_plan(done: Done) -> None:
    """Print the tree of changes and a line that counts them."""
    console = data()
    console.print(_tree(done))
    console.print(count(done.plan))


def count(plan: Plan, *, done: bool = False) -> str:
    """How many files there are of each kind: `12 files to add`, or when done `12 files added`."""
    words = _DONE if done else _PLANNED
    numbers = {kind: len(plan.of(kind)) for kind in Kind}
    parts = [f"{number} {words[kind]}" for kind, number in numbers.items() if number]
    if not parts:
        return "nothing to do"
    first, _, rest = parts[0].partition(" ")
    parts[0] = f"{first} file{'' if first == '1' else 's'} {rest}"
    return ", ".join(parts)


def _tree(done: Done) -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{done.root.name}/", style="bold"), guide_style="dim")
    folders = {"": root}
    for change in done.plan.changes:
        parent, _, name = change.path.rpartition("/")
        _folder(folders, parent).add(_label(change, name))
    return root


def _folder(folders: "dict[str, Tree]", path: str) -> "Tree":
    from rich.text import Text

    if path not in folders:
        parent, _, name = path.rpartition("/")
        folders[path] = _folder(folders, parent).add(Text(f"{name}/", style="bold"))
    return folders[path]


def _label(change: Change, name: str) -> "Text":
    from rich.text import Text

    sign, style = _MARKS[change.kind]
    remark = f"from {change.source}" if change.source else change.reason
    return Text(f"{sign} {name}", style=style) + Text(f"  ({remark})" if remark else "", "dim")
