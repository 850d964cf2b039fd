"""The gRPC server: rpcs, the layers around them, health and reflection."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import grpc
import structlog
from grpc_health.v1.health_pb2 import DESCRIPTOR as HEALTH
from grpc_health.v1.health_pb2_grpc import add_HealthServicer_to_server
from grpc_reflection.v1alpha import reflection

from app.application.ports.readiness import ReadinessCheck
from app.interfaces.grpc.ending import Ending
from app.interfaces.grpc.endless import AtStop
from app.interfaces.grpc.health import Health
from app.interfaces.grpc.interceptors.access_log import with_access_log
from app.interfaces.grpc.interceptors.client_names import with_client_names
from app.interfaces.grpc.interceptors.deadline import with_deadline
from app.interfaces.grpc.interceptors.draining import Draining
from app.interfaces.grpc.interceptors.errors import with_errors
from app.interfaces.grpc.interceptors.request_id import with_request_id
from app.interfaces.grpc.rpcs import Call, Rpc, Servicer, find_rpcs
from app.interfaces.grpc.settings import GrpcSettings
from app.interfaces.grpc.transport import is_native, listen, make_server

_log = structlog.stdlib.get_logger()


@asynccontextmanager
async def serving(
    *,
    servicers: Sequence[Servicer],
    settings: GrpcSettings,
    at_stop: AtStop,
    readiness: Sequence[ReadinessCheck] = (),
) -> AsyncIterator[int]:
    """Answer calls, on the port that is yielded, until the context ends or the process shall stop.

    Those that run then are finished before the context has ended.
    """
    server, draining = make_server(settings), Draining()
    add_rpcs(server, servicers, settings, draining)
    names = [servicer.service.full_name for servicer in servicers]
    health = Health(readiness, names, settings.tls.client_names)
    add_HealthServicer_to_server(health, server)
    if settings.reflection:
        known = [*names, HEALTH.services_by_name["Health"].full_name, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(known, server)
    port = listen(server, settings)
    await server.start()
    _log.info(
        "grpc_listening",
        host=settings.host,
        port=port,
        transport="native" if is_native(server) else "grpcio",
        encrypted=settings.tls.certificate is not None,
    )
    loop = asyncio.get_running_loop()
    ending = Ending(server, draining, health, seconds=settings.graceful_timeout)
    # Signals come at any time, also between two steps of the loop.
    with at_stop(lambda: loop.call_soon_threadsafe(ending.begin)):
        try:
            yield port
        finally:
            await ending.begin()


def add_rpcs(
    server: grpc.aio.Server,
    servicers: Sequence[Servicer],
    settings: GrpcSettings,
    draining: Draining,
) -> None:
    """Let the server answer every rpc; it finds them by look-up, so their number does not matter."""
    handlers: dict[str, grpc.RpcMethodHandler[Any, Any]] = {}
    for servicer in servicers:
        rpcs = {rpc.name: rpc for rpc in find_rpcs(servicer)}
        found = {
            name: _handler(rpc, _layered(rpc, settings, draining)) for name, rpc in rpcs.items()
        }
        server.add_registered_method_handlers(servicer.service.full_name, found)
        handlers.update({rpc.path: found[name] for name, rpc in rpcs.items()})
    # grpcio's asynchronous server does not look at registered handlers yet.
    server.add_generic_rpc_handlers((_Lookup(handlers),))


class _Lookup(grpc.GenericRpcHandler):
    def __init__(self, handlers: "Mapping[str, grpc.RpcMethodHandler[Any, Any]]") -> None:
        self._handlers = handlers

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        return self._handlers.get(handler_call_details.method)


def _layered(rpc: Rpc, settings: GrpcSettings, draining: Draining) -> Call:
    """Return the call with all layers around it, the outermost last."""
    seconds = None if rpc.is_endless else settings.request_timeout
    call: Call = with_deadline(rpc.__call__, seconds=seconds)
    if rpc.is_endless:
        call = draining.until_drained(call)
    call = with_client_names(call, names=settings.tls.client_names)
    call = with_errors(draining.around(call))
    call = with_access_log(call, method=rpc.path)
    return with_request_id(call)


def _handler(rpc: Rpc, call: Call) -> "grpc.RpcMethodHandler[Any, Any]":
    make = (
        grpc.unary_stream_rpc_method_handler
        if rpc.is_stream
        else grpc.unary_unary_rpc_method_handler
    )
    # The call reads the request itself, inside of the layers that log and answer its errors.
    return make(call, response_serializer=rpc.response.SerializeToString)
