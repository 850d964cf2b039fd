"""What clients do with an entity, whatever the protocol: bodies as JSON has them."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

Body: TypeAlias = Mapping[str, Any]


class Category(StrEnum):
    """Why a request was refused."""

    INVALID = "invalid"
    NOT_FOUND = "not found"
    CONFLICT = "conflict"
    STALE = "stale"


class Refused(Exception):
    """The answer was no: `code` is the same over every protocol."""

    def __init__(self, category: Category, code: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"{category}: {code} {fields}")
        self.category = category
        self.code = code
        self.fields = fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which part of a list is wanted; `where` holds a field, a sign and a value each."""

    limit: int | None = None
    cursor: str | None = None
    offset: int | None = None
    newest_first: bool = False
    where: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A part of a list."""

    items: list[Body]
    cursor: str | None
    total: int | None


class Api(Protocol):
    """One way in. Each method takes the name of an entity first, and may raise `Refused`."""

    async def create(self, name: str, body: Body) -> Body:
        """Return what was created."""
        ...

    async def get(self, name: str, identity: str) -> Body:
        """Return one."""
        ...

    async def list(self, name: str, query: Query) -> Listing:
        """Return a part of the list."""
        ...

    async def update(
        self, name: str, identity: str, changes: Body, *, version: int | None = None
    ) -> Body:
        """Change what is given, `None` takes a value away; return all of it."""
        ...

    async def delete(self, name: str, identity: str, *, version: int | None = None) -> None:
        """Delete one."""
        ...

    async def act(self, name: str, identity: str, verb: str, *, version: int | None = None) -> Body:
        """Do what only some can do, as `restore`; return all of it."""
        ...


OpenApi: TypeAlias = Callable[[], AbstractAsyncContextManager[Api]]
"""Connects a client to a service, for one test."""
