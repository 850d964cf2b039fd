"""Creates entities through the API, and before them those that they refer to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from tests import factories

SEED = 11


@dataclass(frozen=True, slots=True)
class RemoteEntity:
    """What the API said about an entity that it created."""

    id: UUID
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemoteService:
    """Stands for a service behind the API, as far as the seeder needs it."""

    client: httpx.AsyncClient
    path: str
    make_body: Any

    async def create(self, command: Any) -> RemoteEntity:
        """Send the command; fail unless it is accepted."""
        answer = await self.client.post(self.path, json=self.make_body(command))
        assert answer.status_code == httpx.codes.CREATED, answer.text
        body = answer.json()
        return RemoteEntity(UUID(body["id"]), body)


def make_remote_seeder(client: httpx.AsyncClient) -> Seeder:
    """Return a seeder that works through the API."""
    paths = discover_modules(factories.__name__, attribute="PATH")
    bodies = discover_modules(factories.__name__, attribute="make_body")
    services = {name: RemoteService(client, paths[name], bodies[name]) for name in paths}
    return Seeder(services, seed=SEED)
