"""Clients of the running service hear of changes, in each way to run it."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from websockets.exceptions import InvalidStatus

from app.bootstrap.container import Infrastructure, make_infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.infrastructure.database.metadata import METADATA
from app.infrastructure.database.tables.events import EVENT_POSITIONS, EVENTS
from tests import factories
from tests.e2e import modes
from tests.e2e.events.listening import LISTENING, Heard, Listen, listen_to_stream, take_until
from tests.e2e.modes import monolith
from tests.e2e.process import Server
from tests.suites.remote import make_remote_seeder

MODES = discover_modules(modes.__name__, attribute="serving_mode")
WAYS = [*((mode, "production") for mode in MODES), ("monolith", "development")]
PATHS: dict[str, str] = discover_modules(factories.__name__, attribute="PATH")

each_protocol = pytest.mark.parametrize("listen", LISTENING.values(), ids=LISTENING)


@pytest.fixture(scope="module", params=WAYS, ids="-".join)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_url: str
) -> Iterator[Server]:
    """Return the real service, in each mode."""
    mode, environment = request.param
    folder = tmp_path_factory.mktemp("server")
    variables = {"APP__ENVIRONMENT": environment, "APP__HTTP__HOST": "127.0.0.1"}
    with MODES[mode](folder, migrated_url, APP__EVENTS__HEARTBEAT="0.5", **variables) as started:
        yield started


@pytest.fixture
async def remote(server: Server, migrated: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of a service without entities. Events stay: it knows where it is in them."""
    made = make_infrastructure(migrated)
    await made.start()
    async with made.database.begin() as transaction:
        for table in reversed(METADATA.sorted_tables):
            if table not in {EVENTS, EVENT_POSITIONS}:
                await transaction.run(partial(empty, table))
    await made.close()
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client


@each_protocol
@pytest.mark.parametrize("name", PATHS)
async def test_hears_what_is_done_in_its_order_and_as_get_shows_it(
    remote: httpx.AsyncClient, name: str, listen: Listen
) -> None:
    async with listen(str(remote.base_url.join(f"{PATHS[name]}/changes"))) as heard:
        created = await make_remote_seeder(remote).create(name)
        address = f"{PATHS[name]}/{created.id}"
        await remote.patch(address, json={})
        updated = (await remote.get(address)).json()
        await remote.delete(address)

        is_own = is_of(created.id)
        told = await take_until(heard, lambda one: is_own(one) and one.change == "deleted")

    own = [one for one in told if is_own(one)]
    assert [one.change for one in own] == ["created", "updated", "deleted"]
    assert [one.entity for one in own[:2]] == [created.body, updated]


@each_protocol
async def test_silence_is_told(server: Server, listen: Listen) -> None:
    async with listen(any_changes(server)) as heard:
        assert await anext(heard) == heard.begin


@each_protocol
async def test_nothing_is_missed_by_those_who_come_back_before_they_were_told_of_anything(
    remote: httpx.AsyncClient, server: Server, listen: Listen
) -> None:
    name = next(iter(PATHS))
    async with listen(any_changes(server)) as heard:
        begin = heard.begin
    created = await make_remote_seeder(remote).create(name)

    async with listen(any_changes(server), begin) as heard:
        assert heard.begin == begin
        *_, told = await take_until(heard, is_of(created.id))

    assert told.change == "created"


@each_protocol
async def test_signs_of_life_tell_from_where_to_go_on(
    remote: httpx.AsyncClient, server: Server, listen: Listen
) -> None:
    async with listen(any_changes(server)) as heard:
        created = await make_remote_seeder(remote).create(next(iter(PATHS)))
        *_, last = await take_until(heard, is_of(created.id))

        assert await anext(heard) == last.id


@each_protocol
async def test_an_empty_identifier_means_now(server: Server, listen: Listen) -> None:
    async with listen(any_changes(server), "") as heard:
        assert await anext(heard) == heard.begin


@each_protocol
async def test_what_is_not_known_any_more_is_missed_loudly(server: Server, listen: Listen) -> None:
    assert await refused(any_changes(server), listen, str(uuid4())) == (404, "event_expired")
    assert await refused(any_changes(server), listen, "yesterday") == (422, "invalid")


@each_protocol
async def test_nothing_is_missed_or_told_twice_while_the_service_starts_again(
    tmp_path: Path, migrated_url: str, infrastructure: Infrastructure, listen: Listen
) -> None:
    name, path = next(iter(PATHS.items()))
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with monolith.serving_mode(first, migrated_url) as server:
        async with httpx.AsyncClient(base_url=server.url) as client:
            created = await make_remote_seeder(client).create(name)
            address = f"{path}/{created.id}"
            async with listen(any_changes(server)) as heard:
                await client.patch(address, json={})
                *_, last = await take_until(heard, is_version(2))
            await client.patch(address, json={})
        server.stop()

    with monolith.serving_mode(second, migrated_url) as server:
        async with httpx.AsyncClient(base_url=server.url) as client:
            await client.patch(address, json={})
            async with listen(any_changes(server), last.id) as heard:
                await client.patch(address, json={})
                missed = await take_until(heard, is_version(5))

    assert [one.entity["version"] for one in missed] == [3, 4, 5]


async def test_clients_that_can_set_no_header_name_the_last_event_in_the_address(
    remote: httpx.AsyncClient, server: Server
) -> None:
    name, path = next(iter(PATHS.items()))
    created = await make_remote_seeder(remote).create(name)
    async with listen_to_stream(any_changes(server)) as heard:
        await remote.patch(f"{path}/{created.id}", json={})
        *_, last = await take_until(heard, is_version(2))
    await remote.patch(f"{path}/{created.id}", json={})

    async with listen_to_stream(f"{any_changes(server)}?after={last.id}") as heard:
        [missed] = await take_until(heard, is_version(3))

    assert missed.change == "updated"


def test_head_is_answered_with_an_end(server: Server) -> None:
    answer = httpx.head(any_changes(server))

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-accel-buffering"] == "no"


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_document_describes_the_stream(server: Server, path: str) -> None:
    document = httpx.get(f"{server.url}/openapi.json").json()

    operation = document["paths"][f"{path}/changes"]["get"]
    assert list(operation["responses"]["200"]["content"]) == ["text/event-stream"]
    assert {one["name"] for one in operation["parameters"]} == {"after", "Last-Event-ID"}


def any_changes(server: Server) -> str:
    """Return where changes of one kind of entity are told."""
    return f"{server.url}{next(iter(PATHS.values()))}/changes"


def empty(table: sa.Table, connection: sa.Connection) -> None:
    """Delete all that is in a table."""
    connection.execute(sa.delete(table))


def is_of(identity: UUID) -> Callable[[Heard], bool]:
    """Return what tells the changes of one entity."""
    return lambda heard: heard.entity["id"] == str(identity)


def is_version(version: int) -> Callable[[Heard], bool]:
    """Return what tells the change that made an entity this old."""
    return lambda heard: heard.entity["version"] == version


async def refused(address: str, listen: Listen, after: str) -> tuple[int, str]:
    """Return the status and code with which a client is refused."""
    try:
        async with listen(address, after):
            raise AssertionError("nothing was refused")
    except httpx.HTTPStatusError as error:
        return error.response.status_code, error.response.json()["code"]
    except InvalidStatus as error:
        answer = error.response
        return answer.status_code, json.loads(answer.body)["code"]
