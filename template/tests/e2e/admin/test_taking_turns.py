"""Of all processes one has the admin port; the service does its work without it."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.e2e.process import PATIENCE, Server, answers_http, free_port, serving

SERVE = ("-m", "app", "serve")


def admin_of(server: Server, path: str = "/live") -> httpx.Response:
    """Ask the admin port."""
    return httpx.get(f"http://127.0.0.1:{server.ports['admin']}{path}", timeout=PATIENCE)


def has_admin(server: Server) -> bool:
    """Return whether the admin port is served."""
    try:
        return admin_of(server).is_success
    except httpx.TransportError:
        return False


@contextmanager
def both(folder: Path, url: str) -> Iterator[tuple[Server, Server]]:
    """Run the service twice, with one admin port; the first has it."""
    shared = str(folder / "shared")
    for name in ("one", "two"):
        (folder / name).mkdir()
    with (
        serving(
            folder / "one",
            *SERVE,
            answers=has_admin,
            APP__DATABASE__URL=url,
            APP__ADMIN__FOLDER=shared,
        ) as first,
        serving(
            folder / "two",
            *SERVE,
            APP__DATABASE__URL=url,
            APP__ADMIN__FOLDER=shared,
            APP__ADMIN__PORT=str(first.ports["admin"]),
        ) as second,
    ):
        yield first, second


def test_another_process_takes_over_when_the_first_is_killed(
    tmp_path: Path, migrated_url: str
) -> None:
    with both(tmp_path, migrated_url) as (first, second):
        assert "admin_started" not in second.text()

        os.killpg(first.process.pid, signal.SIGKILL)

        second.wait_for("admin_started")
        assert admin_of(first).json() == {"status": "ok"}


def test_another_process_takes_over_when_the_first_is_stopped(
    tmp_path: Path, migrated_url: str
) -> None:
    with both(tmp_path, migrated_url) as (first, second):
        assert first.stop() in {0, -signal.SIGTERM}

        second.wait_for("admin_started")
        assert admin_of(first).json() == {"status": "ok"}


@pytest.mark.parametrize("environment", ["development", "production"])
def test_one_of_several_workers_has_it(tmp_path: Path, migrated_url: str, environment: str) -> None:
    with serving(
        tmp_path,
        *SERVE,
        answers=has_admin,
        APP__DATABASE__URL=migrated_url,
        APP__ADMIN__FOLDER=str(tmp_path / "shared"),
        APP__ENVIRONMENT=environment,
        APP__HTTP__WORKERS="2",
    ) as server:
        server.wait_until(answers_http)
        assert admin_of(server, "/metrics").status_code == 200
        assert server.text().count("admin_started") == 1
        assert "admin_port_unavailable" not in server.text()


def test_a_port_that_another_program_has_is_told_of_once_and_taken_when_it_is_free(
    tmp_path: Path, migrated_url: str
) -> None:
    port = free_port()
    with (
        socket.create_server(("127.0.0.1", port)) as other,
        serving(
            tmp_path,
            *SERVE,
            APP__DATABASE__URL=migrated_url,
            APP__ADMIN__FOLDER=str(tmp_path / "shared"),
            APP__ADMIN__PORT=str(port),
        ) as server,
    ):
        assert httpx.get(f"{server.url}/ready").json() == {"status": "ok"}
        server.wait_for("admin_port_unavailable")
        other.close()
        server.wait_for("admin_started")

        assert server.text().count("admin_port_unavailable") == 1


def test_without_the_setting_there_is_none(tmp_path: Path, migrated_url: str) -> None:
    with serving(
        tmp_path,
        *SERVE,
        APP__DATABASE__URL=migrated_url,
        APP__ADMIN__ENABLED="false",
    ) as server:
        assert server.stop() in {0, -signal.SIGTERM}

        assert "admin_started" not in server.text()


def test_a_folder_that_cannot_be_used_keeps_nothing_from_being_served(
    tmp_path: Path, migrated_url: str
) -> None:
    (tmp_path / "file").touch()

    with serving(
        tmp_path,
        *SERVE,
        answers=has_admin,
        APP__DATABASE__URL=migrated_url,
        APP__ADMIN__FOLDER=str(tmp_path / "file" / "shared"),
    ) as server:
        assert admin_of(server, "/metrics").status_code == 200
        server.wait_for("metrics_not_shared")
