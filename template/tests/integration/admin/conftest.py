"""What tests of the admin port are given."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.bootstrap.administering import make_administration
from app.bootstrap.container import Infrastructure
from app.interfaces.http.admin.settings import AdminSettings


@pytest.fixture
async def operator(infrastructure: Infrastructure) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the admin port, without a network in between."""
    app = make_administration(AdminSettings(names=("admin.example",)), infrastructure)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:9000") as client:
        yield client
