"""gRPC as a process: beside HTTP or alone, in one process or several."""

import re
import signal
from collections.abc import Callable
from os import kill
from pathlib import Path
from typing import Any

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub

from tests.e2e.process import PATIENCE, Server, answers_http, free_port, run, serving

SERVE = ("-m", "app", "serve", "--host", "127.0.0.1")
CHILDREN = Path("/proc/self/task")

needs_processes = pytest.mark.skipif(
    not CHILDREN.exists(), reason="the processes of a process are found in /proc"
)


def stub_of(channel: grpc.Channel) -> Any:
    """Return what any client of the standard service has."""
    return HealthStub(channel)


def health(port: int) -> int | None:
    """Ask on a new connection; return nothing where nobody answers."""
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(f"127.0.0.1:{port}", options) as channel:
        try:
            answer = stub_of(channel).Check(HealthCheckRequest(), timeout=PATIENCE)
        except grpc.RpcError:
            return None
        status: int = answer.status
        return status


def answers_grpc(server: Server) -> bool:
    """Return whether gRPC is served."""
    return health(server.ports["grpc"]) == HealthCheckResponse.SERVING


def answers_both(server: Server) -> bool:
    """Return whether both are served."""
    return answers_http(server) and answers_grpc(server)


def workers_of(server: Server) -> list[int]:
    """Return the processes that answer, by their numbers."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    commands = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [child for child, command in commands.items() if b"spawn_main" in command]


@pytest.mark.parametrize("environment", ["development", "production"])
def test_serves_both_and_stops_both(tmp_path: Path, environment: str, migrated_url: str) -> None:
    with serving(
        tmp_path,
        *SERVE,
        answers=answers_both,
        APP__ENVIRONMENT=environment,
        APP__GRPC__HOST="127.0.0.1",
        APP__DATABASE__URL=migrated_url,
    ) as server:
        code = server.stop()

        assert code in {0, -15}
        assert health(server.ports["grpc"]) is None
    assert "Traceback" not in server.text()


@pytest.mark.parametrize(
    ("only", "answers", "other"),
    [("http", answers_http, answers_grpc), ("grpc", answers_grpc, answers_http)],
)
def test_serves_one_alone(
    tmp_path: Path,
    migrated_url: str,
    only: str,
    answers: Callable[[Server], bool],
    other: Callable[[Server], bool],
) -> None:
    with serving(
        tmp_path, *SERVE, "--only", only, answers=answers, APP__DATABASE__URL=migrated_url
    ) as server:
        assert not other(server)
        assert server.stop() in {0, -15}


def test_listens_on_the_port_of_the_command(tmp_path: Path, migrated_url: str) -> None:
    port = free_port()

    with serving(
        tmp_path,
        *SERVE,
        "--grpc-port",
        str(port),
        answers=lambda _: health(port) == HealthCheckResponse.SERVING,
        APP__DATABASE__URL=migrated_url,
    ) as server:
        second = run("serve", "--grpc-port", str(port), APP__DATABASE__URL=migrated_url)

        assert health(server.ports["grpc"]) is None
    assert second.returncode == 1
    assert f"error: cannot listen on 127.0.0.1:{port}: " in second.stderr


def test_says_which_names_there_are(migrated_url: str) -> None:
    result = run("serve", "--only", "smtp", APP__DATABASE__URL=migrated_url)

    assert result.returncode == 1
    assert "'http' or 'grpc'" in result.stderr
    assert "Traceback" not in result.stderr


@needs_processes
def test_a_worker_that_dies_is_replaced(tmp_path: Path, migrated_url: str) -> None:
    with serving(
        tmp_path,
        *SERVE,
        "--only",
        "grpc",
        "--workers",
        "2",
        answers=answers_grpc,
        APP__DATABASE__URL=migrated_url,
    ) as server:
        first, second = workers_of(server)

        kill(first, signal.SIGKILL)
        server.wait_for("worker_died")
        kill(second, signal.SIGKILL)
        server.wait_for("(?s)worker_died.*worker_died")

        server.wait_until(answers_grpc)
        assert not {first, second} & set(workers_of(server))
        assert server.stop() == 0


@needs_processes
def test_workers_tell_who_watches_before_they_stop(tmp_path: Path, migrated_url: str) -> None:
    with (
        serving(
            tmp_path,
            *SERVE,
            "--only",
            "grpc",
            "--workers",
            "2",
            answers=answers_grpc,
            APP__DATABASE__URL=migrated_url,
        ) as server,
        grpc.insecure_channel(f"127.0.0.1:{server.ports['grpc']}") as channel,
    ):
        told = stub_of(channel).Watch(HealthCheckRequest())
        before = next(told).status

        code = server.stop()

        after = [answer.status for answer in told]
    assert (before, after) == (HealthCheckResponse.SERVING, [HealthCheckResponse.NOT_SERVING])
    assert code == 0
    assert not re.search("worker_died|Traceback", server.text())
