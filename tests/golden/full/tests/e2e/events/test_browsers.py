"""A browser comes back by itself when the line was cut, and misses nothing."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from tests import factories
from tests.e2e.admin.browser import Browser, browsing, find_browser
from tests.e2e.events.line import line_to
from tests.e2e.modes import monolith
from tests.e2e.process import Server
from tests.suites.remote import make_remote_seeder

PATHS: dict[str, str] = discover_modules(factories.__name__, attribute="PATH")
LISTEN = """
    told = []; nameless = 0
    source = new EventSource("%s/changes")
    source.onmessage = () => { nameless++ }
    source.addEventListener("created", (one) => { told.push(JSON.parse(one.data).id) })
    source.url
"""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Return a browser."""
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium is installed")
    with browsing(program, tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def server(tmp_path: Path, migrated_url: str, infrastructure: Infrastructure) -> Iterator[Server]:
    """Return a service whose tables are empty."""
    del infrastructure
    with monolith.serving_mode(tmp_path, migrated_url, APP__EVENTS__HEARTBEAT="0.1") as started:
        yield started


async def test_it_hears_what_was_done_before_it_was_told_of_anything(
    browser: Browser, server: Server
) -> None:
    name, path = next(iter(PATHS.items()))
    async with (
        httpx.AsyncClient(base_url=server.url) as client,
        line_to(server.url) as (line, address),
    ):
        # A page that may connect to where it is from.
        await asyncio.to_thread(browser.open, f"{address}/docs")
        await asyncio.to_thread(browser.wait_until, f"location.href == '{address}/docs'")
        await asyncio.to_thread(browser.evaluate, LISTEN % path)
        await line.has_answered(b": nothing has happened\nid: ")

        line.cut()
        created = await make_remote_seeder(client).create(name)
        line.is_cut = False

        await asyncio.to_thread(browser.wait_until, "told.length")
        assert await asyncio.to_thread(browser.evaluate, "told") == [str(created.id)]
        assert await asyncio.to_thread(browser.evaluate, "nameless") == 0
    assert b"\r\nlast-event-id: " in line.asked.lower()
