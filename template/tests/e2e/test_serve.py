"""The server as a process: it starts, answers, and stops without dropping anything."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.bootstrap.discovery import discover_modules
from tests.e2e import modes
from tests.e2e.process import ROOT, Server, run, serving

SLOW_SERVICE = str(ROOT / "tests" / "e2e" / "slow_service.py")
ENVIRONMENTS = ("development", "production")
MODES = discover_modules(modes.__name__, attribute="serving_mode")
EACH_MODE = [(mode, environment) for mode in MODES for environment in ENVIRONMENTS]


@pytest.fixture(scope="module", params=EACH_MODE, ids="-".join)
def server(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    migrated_url: str,
) -> Iterator[Server]:
    """Return the real service, in each mode and environment."""
    mode, environment = request.param
    with MODES[mode](
        tmp_path_factory.mktemp("server"),
        migrated_url,
        APP__ENVIRONMENT=environment,
        APP__HTTP__HOST="127.0.0.1",
    ) as started:
        yield started


def test_answers_and_says_where_it_listens(server: Server) -> None:
    assert httpx.get(f"{server.url}/ready").json() == {"status": "ok"}
    assert httpx.get(f"{server.url}/openapi.json").status_code == 200
    server.wait_for(re.escape(server.url))


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("workers", [1, 2])
def test_finishes_running_requests_before_it_closes(
    tmp_path: Path, environment: str, workers: int
) -> None:
    with serving(
        tmp_path,
        SLOW_SERVICE,
        APP__ENVIRONMENT=environment,
        APP__HTTP__WORKERS=str(workers),
    ) as server:
        server.wait_for(f"(?s)(opened.*){{{workers}}}")
        answers: list[httpx.Response] = []
        request = threading.Thread(
            target=lambda: answers.append(httpx.get(f"{server.url}/api/v1/naps?seconds=1"))
        )
        request.start()
        server.wait_for("nap_started")

        code = server.stop()

        request.join()
        assert code in {0, -15}
        assert [answer.text for answer in answers] == ['"rested"']
        lines = server.text()
        assert lines.count("closed") == workers
        assert lines.rindex("closed") > lines.index("nap_finished")


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_gives_up_on_requests_that_do_not_end(tmp_path: Path, environment: str) -> None:
    with serving(
        tmp_path,
        SLOW_SERVICE,
        APP__ENVIRONMENT=environment,
        APP__HTTP__GRACEFUL_TIMEOUT="1",
    ) as server:
        request = threading.Thread(target=_ask_for_an_hour, args=(server.url,))
        request.start()
        server.wait_for("nap_started")

        server.stop()

        request.join()
        assert "nap_finished" not in server.text()


def _ask_for_an_hour(url: str) -> None:
    try:
        httpx.get(f"{url}/api/v1/naps?seconds=3600")
    except httpx.TransportError:
        return


def test_says_so_when_the_port_is_taken(server: Server, migrated_url: str) -> None:
    port = server.url.rpartition(":")[2]

    second = run(
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        port,
        APP__DATABASE__URL=migrated_url,
    )

    assert second.returncode == 1
    assert f"error: cannot listen on 127.0.0.1:{port}: " in second.stderr
    assert "Traceback" not in second.stderr
