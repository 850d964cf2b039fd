"""Running `arcana` as a user does, and what it leaves on the terminal."""

import json
from dataclasses import dataclass
from typing import Protocol, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, object]:
        """The JSON document on stdout."""
        return cast("dict[str, object]", json.loads(self.out))

    @property
    def error(self) -> dict[str, object]:
        """The error in the JSON document."""
        return cast("dict[str, object]", self.document["error"])

    @property
    def changes(self) -> dict[str, str]:
        """The kind of each path in the JSON document."""
        changes = cast("list[dict[str, str]]", self.document["changes"])
        return {change["path"]: change["kind"] for change in changes}


class Arcana(Protocol):
    """Runs a command, given its words."""

    def __call__(self, *words: str) -> Ended:
        """Run it to its end."""
        ...
