"""A server of Connect and gRPC-Web, and what clients of those protocols need."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from connectrpc.client import ConnectClient
from connectrpc.compat import google_protobuf_binary_codec
from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType
from connectrpc.protocol import ProtocolType
from google.protobuf.wrappers_pb2 import StringValue

from app.interfaces.grpc.endless import PATIENCE
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.web import REQUEST_HEADERS, RESPONSE_HEADERS, WebRoute
from app.interfaces.http.app import Addition, make_app
from app.interfaces.http.breaking import break_connection
from app.interfaces.http.settings import HttpSettings
from tests.integration.grpc.things import THINGS, Stop, Things

ORIGIN = "https://shop.example"
PROTOCOLS = (ProtocolType.CONNECT, ProtocolType.GRPC_WEB)


def method(name: str, kind: StreamType = StreamType.UNARY) -> MethodInfo[Any, Any]:
    """Describe a method, as generated clients do."""
    return MethodInfo(
        name=name,
        service_name=THINGS.full_name,
        input=StringValue,
        output=StringValue,
        idempotency_level=IdempotencyLevel.UNKNOWN,
        stream_type=kind,
    )


@asynccontextmanager
async def serving_web(
    things: Things | None = None,
    stop: Stop | None = None,
    *,
    patience: float = PATIENCE,
    **settings: Any,
) -> AsyncIterator[str]:
    """Serve things on the port of HTTP, and yield its address."""
    route = WebRoute(
        [Servicer(THINGS, things or Things(), patience)],
        max_message_size=1000,
        at_stop=(stop or Stop()).calling,
        break_connection=break_connection,
    )
    addition = Addition(
        routes=(route,),
        request_headers=REQUEST_HEADERS,
        response_headers=RESPONSE_HEADERS,
        endless=route.endless,
    )
    http = HttpSettings(cors_origins=(ORIGIN,), **settings)
    app = make_app(routers=[], settings=http, additions=[addition])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


def make_client(address: str, protocol: ProtocolType) -> ConnectClient:
    """Return a client of a protocol."""
    return ConnectClient(address, protocol=protocol, codec=google_protobuf_binary_codec())
