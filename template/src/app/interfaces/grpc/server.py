"""The gRPC server: rpcs, the layers around them, health and reflection."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import grpc
from grpc_health.v1.health_pb2 import DESCRIPTOR as HEALTH
from grpc_health.v1.health_pb2_grpc import add_HealthServicer_to_server
from grpc_reflection.v1alpha import reflection

from app.application.ports.readiness import ReadinessCheck
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

# How long clients may need to take the last answers, in seconds.
_LAST: Final = 5.0


@asynccontextmanager
async def serving(
    *,
    servicers: Sequence[Servicer],
    settings: GrpcSettings,
    readiness: Sequence[ReadinessCheck] = (),
) -> AsyncIterator[int]:
    """Answer calls, on the port that is yielded, until the context ends; then finish those that run."""
    server, draining = make_server(settings), Draining()
    add_rpcs(server, servicers, settings, draining)
    names = [servicer.service.full_name for servicer in servicers]
    health = Health(readiness, names)
    add_HealthServicer_to_server(health, server)
    if settings.reflection:
        known = [*names, HEALTH.services_by_name["Health"].full_name, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(known, server)
    port = listen(server, settings)
    await server.start()
    try:
        yield port
    finally:
        health.drain()
        draining.begin()
        await _stop(server, draining, seconds=settings.graceful_timeout)


async def _stop(server: grpc.aio.Server, draining: Draining, *, seconds: float) -> None:
    """Finish the calls that run, for at most so many seconds."""
    if is_native(server):
        # It would close connections before the last answers have left.
        await draining.finish(seconds=seconds)
    else:
        stopping = asyncio.ensure_future(server.stop(seconds))
        await draining.finish(seconds=seconds)
        await asyncio.wait([stopping], timeout=_LAST)
    await server.stop(None)


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
