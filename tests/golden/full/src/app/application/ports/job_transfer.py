"""Taking jobs from one queue to another."""

from collections.abc import Sequence
from typing import Protocol


class JobTransfer(Protocol):
    """Writes jobs as lines of text, and reads them again, in this queue or another one."""

    async def export(self) -> Sequence[str]:
        """Return a line for each job that waits or is scheduled; raise `Conflict` while some run.

        The jobs stay where they are.
        """
        ...

    async def restore(self, lines: Sequence[str]) -> None:
        """Store the jobs of these lines; those that are there already are left as they are.

        Raises `Invalid` for lines that nobody has exported; then nothing is stored.
        """
        ...
