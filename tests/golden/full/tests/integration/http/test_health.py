"""Probes."""

import asyncio
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from app.application import readiness
from app.domain.errors import Unavailable
from app.interfaces.http.app import make_app
from app.interfaces.http.settings import HttpSettings
from tests.asgi import Answer, call


@dataclass
class FakeCheck:
    """A check that succeeds, fails, or takes its time."""

    name: str
    error: Exception | None = None
    seconds: float = 0

    async def check(self) -> None:
        """Be `ReadinessCheck`."""
        await asyncio.sleep(self.seconds)
        if self.error is not None:
            raise self.error


async def probe(path: str, *checks: FakeCheck) -> Answer:
    """Ask an application with these checks."""
    return await call(make_app(routers=[], settings=HttpSettings(), readiness=checks), path=path)


async def test_is_alive_even_when_it_is_not_ready() -> None:
    answer = await probe("/live", FakeCheck("database", Unavailable("down")))

    assert (answer.status, answer.json()) == (200, {"status": "ok"})


async def test_is_ready_when_all_checks_succeed() -> None:
    answer = await probe("/ready", FakeCheck("database"), FakeCheck("cache"))

    assert (answer.status, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("error", [Unavailable("at 10.0.0.7"), RuntimeError("at 10.0.0.7")])
async def test_names_what_failed_and_keeps_the_reason_to_itself(error: Exception) -> None:
    with capture_logs() as lines:
        answer = await probe("/ready", FakeCheck("database", error), FakeCheck("cache"))

    problem = answer.json()
    assert (answer.status, problem["code"]) == (503, "not_ready")
    assert [item["field"] for item in problem["errors"]] == ["database"]
    assert b"10.0.0.7" not in answer.body
    assert [line["check"] for line in lines if line["event"] == "readiness_check_failed"] == [
        "database"
    ]


async def test_a_check_that_hangs_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_TIME_LIMIT", 0.01)

    answer = await probe("/ready", FakeCheck("database", seconds=60))

    assert answer.status == 503


async def test_checks_run_at_the_same_time() -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()

    await probe("/ready", *(FakeCheck(str(number), seconds=0.3) for number in range(10)))

    assert loop.time() - started < 2
