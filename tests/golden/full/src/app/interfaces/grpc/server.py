"""The gRPC server: rpcs, the layers around them, health and reflection."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import grpc
from grpc_health.v1.health_pb2 import DESCRIPTOR as HEALTH
from grpc_health.v1.health_pb2_grpc import add_HealthServicer_to_server
from grpc_reflection.v1alpha import reflection

from app.application.ports.readiness import ReadinessCheck
from app.interfaces.grpc.credentials import make_credentials
from app.interfaces.grpc.health import Health
from app.interfaces.grpc.interceptors.access_log import with_access_log
from app.interfaces.grpc.interceptors.client_names import with_client_names
from app.interfaces.grpc.interceptors.deadline import with_deadline
from app.interfaces.grpc.interceptors.errors import with_errors
from app.interfaces.grpc.interceptors.request_id import with_request_id
from app.interfaces.grpc.rpcs import Call, Rpc, Servicer, find_rpcs
from app.interfaces.grpc.settings import GrpcSettings


@asynccontextmanager
async def serving(
    *,
    servicers: Sequence[Servicer],
    settings: GrpcSettings,
    readiness: Sequence[ReadinessCheck] = (),
) -> AsyncIterator[int]:
    """Answer calls, on the port that is yielded, until the context ends; then finish those that run."""
    server = grpc.aio.server(options=_options(settings))
    server.add_generic_rpc_handlers((_Rpcs(servicers, settings),))
    names = [servicer.service.full_name for servicer in servicers]
    health = Health(readiness, names)
    add_HealthServicer_to_server(health, server)
    if settings.reflection:
        known = [*names, HEALTH.services_by_name["Health"].full_name, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(known, server)
    port = _listen(server, settings)
    await server.start()
    try:
        yield port
    finally:
        health.drain()
        await server.stop(settings.graceful_timeout)


class _Rpcs(grpc.GenericRpcHandler):
    """Finds the handler of a call: the number of entities does not matter."""

    def __init__(self, servicers: Sequence[Servicer], settings: GrpcSettings) -> None:
        rpcs = [rpc for servicer in servicers for rpc in find_rpcs(servicer)]
        self._handlers = {rpc.path: _handler(rpc, _layered(rpc, settings)) for rpc in rpcs}

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        """Return the handler of a method."""
        return self._handlers.get(handler_call_details.method)


def _layered(rpc: Rpc, settings: GrpcSettings) -> Call:
    """Return the call with all layers around it, the outermost last."""
    call: Call = with_deadline(rpc.__call__, seconds=settings.request_timeout)
    call = with_client_names(call, names=settings.tls.client_names)
    call = with_errors(call)
    call = with_access_log(call, method=rpc.path)
    return with_request_id(call)


def _handler(rpc: Rpc, call: Call) -> "grpc.RpcMethodHandler[Any, Any]":
    make = (
        grpc.unary_stream_rpc_method_handler
        if rpc.is_stream
        else grpc.unary_unary_rpc_method_handler
    )
    return make(
        call,
        request_deserializer=rpc.request.FromString,
        response_serializer=rpc.response.SerializeToString,
    )


def _listen(server: grpc.aio.Server, settings: GrpcSettings) -> int:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    credentials = make_credentials(settings.tls)
    address = f"{host}:{settings.port}"
    if credentials is None:
        return server.add_insecure_port(address)
    return server.add_secure_port(address, credentials)


def _options(settings: GrpcSettings) -> list[tuple[str, int]]:
    return [
        ("grpc.max_receive_message_length", settings.max_message_size),
        # Several processes listen on one port; the kernel spreads connections over them.
        ("grpc.so_reuseport", 1),
        # Clients may ask every few seconds whether a connection is alive.
        ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
    ]
