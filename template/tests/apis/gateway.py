"""The service over HTTP, by a gateway and two processes of the core behind it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import httpx

from app.bootstrap.settings import Settings
from tests.api import OpenApi
from tests.apis.rest import RestApi
from tests.e2e.modes.tiers import serving_mode


@contextmanager
def serving_api(settings: Settings, folder: Path) -> Iterator[OpenApi]:
    """Start the processes, once for all tests."""
    with serving_mode(folder, settings.database.url.get_secret_value()) as gateway:
        yield partial(open_api, gateway.url)


@asynccontextmanager
async def open_api(url: str) -> AsyncIterator[RestApi]:
    """Yield the service as clients of HTTP see it."""
    async with httpx.AsyncClient(base_url=url) as client:
        yield RestApi(client)
