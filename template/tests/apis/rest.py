"""The service over HTTP."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from app.bootstrap.discovery import discover_modules
from app.bootstrap.http import make_http_app
from app.bootstrap.settings import Settings
from tests import factories
from tests.api import Body, Category, Listing, OpenApi, Query, Refused

_CATEGORIES = {
    400: Category.INVALID,
    404: Category.NOT_FOUND,
    409: Category.CONFLICT,
    412: Category.STALE,
    422: Category.INVALID,
}
_SUFFIXES = {"=": "", "!=": "__ne", "<": "__lt", "<=": "__lte", ">": "__gt", ">=": "__gte"}


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of the whole application, without a network in between."""
    app = make_http_app(settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        yield client


def serving_api(settings: Settings, _folder: Path) -> AbstractContextManager[OpenApi]:
    """Return what makes a service for each test."""
    return nullcontext(partial(open_api, settings))


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator["RestApi"]:
    """Yield the service as clients of HTTP see it."""
    async with open_client(settings) as client:
        yield RestApi(client)


class RestApi:
    """Implements `Api`."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._paths = discover_modules(factories.__name__, attribute="PATH")

    async def create(self, name: str, body: Body) -> Body:
        """Return what was created."""
        return _read(await self._client.post(self._paths[name], json=body))

    async def get(self, name: str, identity: str) -> Body:
        """Return one."""
        return _read(await self._client.get(self._address(name, identity)))

    async def list(self, name: str, query: Query) -> Listing:
        """Return a part of the list."""
        parameters = {
            "limit": query.limit,
            "cursor": query.cursor,
            "offset": query.offset,
            "sort": "-id" if query.newest_first else None,
            **{f"{field}{_SUFFIXES[sign]}": value for field, sign, value in query.where},
        }
        given = {key: value for key, value in parameters.items() if value is not None}
        page = _read(await self._client.get(self._paths[name], params=given))
        return Listing(items=page["items"], cursor=page["next_cursor"], total=page.get("total"))

    async def update(
        self, name: str, identity: str, changes: Body, *, version: int | None = None
    ) -> Body:
        """Change what is given."""
        address, seen = self._address(name, identity), _if_match(version)
        return _read(await self._client.patch(address, json=changes, headers=seen))

    async def delete(self, name: str, identity: str, *, version: int | None = None) -> None:
        """Delete one."""
        address, seen = self._address(name, identity), _if_match(version)
        answer = await self._client.delete(address, headers=seen)
        if not answer.is_success:
            raise _refused(answer)

    async def act(self, name: str, identity: str, verb: str, *, version: int | None = None) -> Body:
        """Do what only some can do."""
        address, seen = self._address(name, identity), _if_match(version)
        return _read(await self._client.post(f"{address}/{verb}", headers=seen))

    def _address(self, name: str, identity: str) -> str:
        return f"{self._paths[name]}/{identity}"


def _if_match(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}


def _read(answer: httpx.Response) -> dict[str, Any]:
    if not answer.is_success:
        raise _refused(answer)
    body: dict[str, Any] = answer.json()
    return body


def _refused(answer: httpx.Response) -> Refused:
    assert answer.status_code in _CATEGORIES, answer.text
    problem = answer.json()
    fields = tuple(error["field"] for error in problem.get("errors") or ())
    return Refused(_CATEGORIES[answer.status_code], problem["code"], fields)
