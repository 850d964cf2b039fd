"""The page of jobs, in a browser: look, and act."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from app.application.jobs.record import Status
from app.application.ports.job_administration import JobAdministration
from app.application.ports.jobs import Jobs
from app.bootstrap.administering import make_administration
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.store import JobStore
from app.interfaces.http.admin.serving import serving_in_turn
from app.interfaces.http.admin.settings import AdminSettings
from tests.e2e.admin.browser import Browser, browsing, find_browser
from tests.e2e.process import free_port
from tests.integration.admin.jobs.fates import MARKUP, meet, met
from tests.integration.jobs.workers import GREET, Greeting, handler, in_status, working

Look: TypeAlias = Callable[[Callable[[Browser], None]], Awaitable[None]]


@pytest.fixture
async def look(infrastructure: Infrastructure, tmp_path: Path) -> AsyncIterator[Look]:
    """Return what opens the page in a browser and does something there."""
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium is installed")
    settings = AdminSettings(port=free_port())
    app = make_administration(settings, infrastructure)

    async def run(steps: Callable[[Browser], None]) -> None:
        await asyncio.to_thread(open_and_do, steps)

    def open_and_do(steps: Callable[[Browser], None]) -> None:
        with browsing(program, tmp_path) as browser:
            browser.open(f"http://127.0.0.1:{settings.port}/")
            browser.wait_for("Live,")
            steps(browser)
            assert browser.complaints == []

    async with serving_in_turn(app, settings, leads=lambda: True):
        yield run


async def test_it_loads_nothing_from_elsewhere(look: Look) -> None:
    asked: list[str] = []

    await look(lambda browser: asked.extend(browser.requests))

    paths = [re.sub(r"^http://127\.0\.0\.1:\d+", "", address) for address in asked]
    assert set(paths) == {"/", "/admin.css", "/admin.js", "/api/queues"}


async def test_it_allows_nothing_else_to_be_loaded(operator: httpx.AsyncClient) -> None:
    answer = await operator.get("/")

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


async def test_queues_are_shown_and_change_by_themselves(look: Look, jobs: Jobs) -> None:
    loop = asyncio.get_running_loop()

    def steps(browser: Browser) -> None:
        browser.wait_for("Nothing waits, runs or is dead.")
        asyncio.run_coroutine_threadsafe(jobs.enqueue(GREET, Greeting()), loop).result()
        browser.wait_for("greet")
        assert "normal" in browser.text()

    await look(steps)


async def test_a_running_job_is_seen_with_its_progress_and_can_be_cancelled(
    look: Look, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    def steps(browser: Browser) -> None:
        browser.click("⚙ Workers")
        browser.wait_for("worker one")
        browser.click("1 Running")
        browser.wait_for("25 %")
        browser.wait_for("a quarter")
        browser.click("Cancel")
        browser.wait_for("Nothing runs.")

    async with working(store, handler(meet), name="worker one"):
        job = await met(jobs, administration, "sleep", Status.RUNNING)
        await look(steps)
        await in_status(administration, job, Status.CANCELLED)


async def test_a_scheduled_job_is_run_now(
    look: Look, jobs: Jobs, administration: JobAdministration
) -> None:
    job = await jobs.enqueue(GREET, Greeting(), due=dt.timedelta(hours=1))

    def steps(browser: Browser) -> None:
        browser.click("1 Scheduled")
        browser.wait_for("in 59 min")
        browser.click("Run now")
        browser.wait_for("Nothing is scheduled.")

    await look(steps)

    assert (await administration.get(job)).status is Status.WAITING


async def test_dead_jobs_are_shown_as_text_whatever_they_contain(
    look: Look, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet)):
        await met(jobs, administration, MARKUP, Status.DEAD)

    def steps(browser: Browser) -> None:
        browser.click("1 Dead")
        browser.wait_for(f"Invalid: never {MARKUP}")
        browser.click("greet")
        browser.wait_for('"payload"')
        assert browser.evaluate("document.querySelectorAll('img').length") == 0
        assert "hacked" not in browser.evaluate("document.title")

    await look(steps)


async def test_all_dead_jobs_are_replayed_when_that_is_confirmed(
    look: Look, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet)):
        dead = [await met(jobs, administration, "die", Status.DEAD) for _ in range(2)]

    def steps(browser: Browser) -> None:
        browser.click("2 Dead")
        browser.click("Replay all")
        browser.click("Leave it")
        browser.click("Replay all")
        browser.click("Replay them")
        browser.wait_for("Replayed 2 jobs.")
        browser.wait_for("Nothing is dead.")

    await look(steps)

    assert {(await administration.get(job)).status for job in dead} == {Status.WAITING}


async def test_dead_jobs_are_forgotten_only_when_that_is_confirmed(
    look: Look, jobs: Jobs, store: JobStore, administration: JobAdministration
) -> None:
    async with working(store, handler(meet)):
        job = await met(jobs, administration, "die", Status.DEAD)
    loop = asyncio.get_running_loop()

    def steps(browser: Browser) -> None:
        browser.click("1 Dead")
        browser.click("Forget all")
        browser.click("Leave it")
        found = asyncio.run_coroutine_threadsafe(administration.get(job), loop).result()
        assert found.status is Status.DEAD
        browser.click("Forget all")
        browser.click("Forget them")
        browser.wait_for("Forgot 1 job.")

    await look(steps)
