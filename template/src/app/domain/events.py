"""What happens, for others to know."""

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import ClassVar
from uuid import UUID


class Change(StrEnum):
    """What was done to an entity."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    RESTORED = "restored"


class DomainEvent(ABC):
    """Something that has happened: a frozen dataclass whose fields say what.

    `name` is the kind of event in what is stored: it stays when the class gets another one.
    """

    __slots__ = ()

    name: ClassVar[str]

    @property
    @abstractmethod
    def subject(self) -> UUID:
        """Return the identifier of what it happened to: its events are told in their order."""
