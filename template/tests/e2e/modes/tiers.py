"""A gateway, and two processes of the core behind it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from tests.e2e.process import Server, answers_http, serving


@contextmanager
def serving_mode(folder: Path, url: str, **variables: str) -> Iterator[Server]:
    """Start the service on a database and yield what answers HTTP."""
    with (
        serving_core(folder / "first", url, **variables) as first,
        serving_core(folder / "second", url, **variables) as second,
        serving_gateway(folder / "gateway", first, second, **variables) as gateway,
    ):
        yield gateway


def serving_core(folder: Path, url: str, **variables: str) -> AbstractContextManager[Server]:
    """Start one process of the core."""
    folder.mkdir()
    return serving(
        folder,
        "-m",
        "app",
        "serve",
        answers=answers_grpc,
        APP__MODE="core",
        APP__DATABASE__URL=url,
        **variables,
    )


def serving_gateway(
    folder: Path, *cores: Server, **variables: str
) -> AbstractContextManager[Server]:
    """Start a gateway that calls these processes of the core in turn."""
    folder.mkdir()
    addresses = ",".join(f"127.0.0.1:{core.ports['grpc']}" for core in cores)
    return serving(
        folder,
        "-m",
        "app",
        "serve",
        answers=answers_http,
        APP__MODE="gateway",
        APP__CORE__ADDRESS=f"ipv4:{addresses}",
        **variables,
    )


def answers_grpc(server: Server) -> bool:
    """Return whether gRPC is served."""
    with grpc.insecure_channel(f"127.0.0.1:{server.ports['grpc']}") as channel:
        check = channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            request_serializer=HealthCheckRequest.SerializeToString,
            response_deserializer=HealthCheckResponse.FromString,
        )
        try:
            answer = check(HealthCheckRequest(), timeout=1.0)
        except grpc.RpcError:
            return False
    serves: bool = answer.status == HealthCheckResponse.SERVING
    return serves
