"""The server below the rpcs: it speaks HTTP/2.

The native one does that in Rust, outside of the interpreter's lock, and passes calls on in batches:
it answers about twice as many calls per second as grpcio's. It cannot encrypt yet, and has a whole
message in memory before it compares its size with the limit: a megabyte that unpacks to gigabytes
takes gigabytes. So it is not for whoever may come.
"""

from ipaddress import ip_address
from typing import TypeGuard

import grpc

from app.interfaces.grpc.credentials import make_credentials
from app.interfaces.grpc.native import NativeServer
from app.interfaces.grpc.settings import GrpcSettings

_KEEPALIVE_MS = 60_000
_KEEPALIVE_TIMEOUT_MS = 20_000


def make_server(settings: GrpcSettings) -> grpc.aio.Server:
    """Return a server that does not listen yet."""
    if _is_native_wanted(settings):
        # One thread serves more than the interpreter can answer; a second one costs time to wake.
        return NativeServer(options=_options(settings), io_threads=1)
    # Calls that run on the old connection go on (gRFC A9).
    age = ("grpc.max_connection_age_ms", round(settings.connection_age * 1000))
    return grpc.aio.server(options=[*_options(settings), age])


def _is_native_wanted(settings: GrpcSettings) -> bool:
    if settings.tls.certificate is not None:
        return False
    if settings.transport == "auto":
        return _is_loopback(settings.host)
    return settings.transport == "native"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_native(server: grpc.aio.Server) -> TypeGuard[NativeServer]:
    """Return whether a server is not grpcio's."""
    return isinstance(server, NativeServer)


def listen(server: grpc.aio.Server, settings: GrpcSettings) -> int:
    """Open the port and return its number."""
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
        # Those that vanished without a word are noticed, and their streams end.
        ("grpc.keepalive_time_ms", _KEEPALIVE_MS),
        ("grpc.keepalive_timeout_ms", _KEEPALIVE_TIMEOUT_MS),
        # By this name grpcio bounds the wait for the answer to a ping.
        ("grpc.http2.ping_timeout_ms", _KEEPALIVE_TIMEOUT_MS),
    ]
