"""What Typer says of a wrong command line, in Arcana's words."""

import re
from collections.abc import Sequence
from typing import Final

import typer

from arcana_gen.errors import ArcanaError, WrongUsage

_NO_COMMAND: Final = re.compile(
    r"No such command '(?P<name>.*?)'\.( Did you mean '(?P<near>.*?)')?"
)
_COMMANDS: Final = {
    **dict.fromkeys(("new", "set", "apply", "update", "status", "diff", "show", "eject"), ()),
    "add": ("entity", "field", "job"),
    **dict.fromkeys(("remove", "rename"), ("entity", "field")),
    "migrations": ("merge",),
}


def usage_error(error: typer.TyperException, words: Sequence[str]) -> WrongUsage:
    """The same complaint as data, with the likely spelling of an unknown word."""
    command = _command(words)
    unknown = _NO_COMMAND.match(error.message)
    if unknown:
        problem = f"there is no command `{unknown['name']}`"
        return WrongUsage(problem=problem, near=unknown["near"] or "", command=command)
    option = getattr(error, "option_name", "")
    if option and hasattr(error, "possibilities"):
        near = next(iter(error.possibilities or []), "")
        return WrongUsage(problem=f"there is no option `{option}`", near=near, command=command)
    problem = error.format_message().strip().rstrip(".").replace("'", "`")
    return WrongUsage(problem=problem[:1].lower() + problem[1:], command=command)


def misused(error: ArcanaError, *, command: str, flag: str = "") -> WrongUsage:
    """A value that an option refuses, as what is wrong with the command line that gave it."""
    return WrongUsage(
        problem=f"{flag}: {error.message}" if flag else error.message,
        near=getattr(error, "near", ""),
        way_out=error.hint or "",
        command=command,
    )


def _command(words: Sequence[str]) -> str:
    """The command without its arguments: `arcana add entity`."""
    plain = [word for word in words if not word.startswith("-")]
    found = ["arcana"]
    if plain and plain[0] in _COMMANDS:
        found.append(plain[0])
        found += [word for word in plain[1:2] if word in _COMMANDS[plain[0]]]
    return " ".join(found)
