"""Creates entities through an API, and before them those that they refer to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from tests import factories
from tests.api import Api, Body
from tests.apis.rest import RestApi

SEED = 11


@dataclass(frozen=True, slots=True)
class RemoteEntity:
    """What the API said about an entity that it created."""

    id: UUID
    body: Body


@dataclass(frozen=True, slots=True)
class RemoteService:
    """Stands for a service behind the API, as far as the seeder needs it."""

    api: Api
    name: str
    make_body: Any

    async def create(self, command: Any) -> RemoteEntity:
        """Send the command; fail unless it is accepted."""
        body = await self.api.create(self.name, self.make_body(command))
        return RemoteEntity(UUID(body["id"]), body)


def make_api_seeder(api: Api) -> Seeder:
    """Return a seeder that works through an API."""
    bodies = discover_modules(factories.__name__, attribute="make_body")
    services = {name: RemoteService(api, name, make_body) for name, make_body in bodies.items()}
    return Seeder(services, seed=SEED)


def make_remote_seeder(client: httpx.AsyncClient) -> Seeder:
    """Return a seeder that works over HTTP."""
    return make_api_seeder(RestApi(client))
