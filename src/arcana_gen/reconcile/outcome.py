"""What a command has done, or would do: the one thing that all output is made from."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeAlias

from arcana_gen.reconcile.plan import Plan

Step: TypeAlias = Callable[[str], AbstractContextManager[object]]
"""Shows what is being done for as long as its context lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The plan, where it was applied, and what the user should know besides.

    A plan with conflicts is `refused` by commands that only add.
    """

    root: Path
    plan: Plan
    notes: tuple[str, ...] = ()
    refused: bool = False

    def with_notes(self, notes: Iterable[str]) -> Self:
        """The same with more to know."""
        return replace(self, notes=(*self.notes, *notes))
