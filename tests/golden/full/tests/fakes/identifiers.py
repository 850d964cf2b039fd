"""Identifiers that are the same in every run."""

from itertools import count
from uuid import UUID


class FakeIdentifiers:
    """Implements `Identifiers` by counting."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> UUID:
        """Return the next number."""
        return UUID(int=next(self._numbers))
