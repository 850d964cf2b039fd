"""New identifiers."""

from typing import Protocol
from uuid import UUID


class Identifiers(Protocol):
    """Makes identifiers for new entities."""

    def new(self) -> UUID:
        """Return an identifier that sorts after all earlier ones of this process."""
        ...
