"""Fills the database with sample data, through the services: every rule applies."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from app.application import services
from app.application.samples.references import References
from app.application.samples.texts import ExhaustedError
from app.application.samples.values import Samples
from app.bootstrap.discovery import discover


class Seeder:
    """Creates sample entities, and before them those that they refer to."""

    def __init__(self, made: Mapping[str, Any], *, seed: int) -> None:
        self._services = made
        self._references: dict[str, dict[str, str]] = discover(
            services.__name__, module="samples", attribute="REFERENCES"
        )
        self._makers = discover(services.__name__, module="samples", attribute="make_sample")
        self._samples = {name: Samples(f"{seed}:{name}") for name in self._makers}
        self._known: dict[str, list[UUID]] = {name: [] for name in self._makers}

    def order(self) -> Sequence[str]:
        """Return the names of all entities, each behind those that it refers to."""
        ordered: dict[str, None] = {}
        for name in self._makers:
            self._visit(name, ordered)
        return list(ordered)

    async def command(self, name: str) -> Any:  # noqa: ANN401 - each entity has its own command
        """Return what creates one more entity; what it refers to is created where it is missing.

        Raises:
            ExhaustedError: there is no further value for a unique field.
        """
        await self._prepare(name)
        try:
            return self._make(name)
        except ExhaustedError:
            # Each of those that exist is referred to already, and may be so only once.
            for other in self._references[name].values():
                await self.create(other)
            return self._make(name)

    def _make(self, name: str) -> Any:  # noqa: ANN401 - each entity has its own command
        known = {field: self._known[other] for field, other in self._references[name].items()}
        return self._makers[name](
            self._samples[name],
            References(self._samples[name], known),
        )

    async def create(self, name: str) -> Any:  # noqa: ANN401 - each entity has its own class
        """Create one entity, and those that it refers to where they are missing."""
        created = await self._services[name].create(await self.command(name))
        self._known[name].append(created.id)
        return created

    async def _prepare(self, name: str) -> None:
        for other in self._references[name].values():
            if not self._known[other]:
                await self.create(other)

    async def fill(self, rows: int) -> dict[str, int]:
        """Create `rows` of each entity, or as many as have unique values; return the numbers."""
        counts: dict[str, int] = {}
        for name in self.order():
            counts[name] = 0
            for _ in range(rows):
                try:
                    await self.create(name)
                except ExhaustedError:
                    break
                counts[name] += 1
        return counts

    def _visit(self, name: str, ordered: dict[str, None]) -> None:
        if name not in ordered:
            for other in self._references[name].values():
                self._visit(other, ordered)
            ordered[name] = None
