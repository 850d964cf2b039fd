"""How the user wants a result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """As a plan only, with the text of the changes, or as JSON."""

    dry_run: bool = False
    diff: bool = False
    json: bool = False
