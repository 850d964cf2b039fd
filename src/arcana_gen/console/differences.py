"""The text of changes, as `git diff` shows it."""

import difflib
from collections.abc import Iterator

from arcana_gen.reconcile import Change, Entry, Mode, Plan


def difference(change: Change) -> str:
    """The unified diff of one change; empty where nothing changes."""
    if change.before == change.after:
        return ""
    before, after = _lines(change.before), _lines(change.after)
    names = (
        f"a/{change.source or change.path}" if change.before else "/dev/null",
        f"b/{change.path}" if change.after else "/dev/null",
    )
    if before is None or after is None:
        return f"Binary files {names[0]} and {names[1]} differ\n"
    return "".join(_marked(difflib.unified_diff(before, after, *names)))


def show_differences(plan: Plan) -> None:
    """Print the diffs of all changes, as data."""
    from rich.text import Text

    from arcana_gen.console.terminal import data

    console = data()
    for change in plan.changes:
        for line in difference(change).splitlines():
            console.print(Text(line, style=_style(line)))


def _lines(entry: Entry | None) -> list[str] | None:
    if entry is None:
        return []
    try:
        text = entry.content.decode()
    except UnicodeDecodeError:
        return None
    if entry.mode == Mode.OTHER or "\0" in text:
        return None
    return text.splitlines(keepends=True)


def _marked(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _style(line: str) -> str:
    if line.startswith(("+++", "---")):
        return "bold"
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
