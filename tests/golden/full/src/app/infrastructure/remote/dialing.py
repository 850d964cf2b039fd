"""How the processes that do the work are reached: whom to dial, what is repeated, how it is encrypted."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions

from app.infrastructure.remote.credentials import make_credentials
from app.infrastructure.remote.settings import CoreSettings

# As often as the servers of cores permit.
_PING_MS = 10_000
_PING_TIMEOUT_MS = 5_000
_FIRST_RECONNECT_MS = 100
_LAST_RECONNECT_MS = 2_000
# An attempt may take at least so long, which a busy core can need.
_CONNECT_MS = 1_000
_RESOLVE_MS = 1_000


def dial(settings: CoreSettings, services: Iterable[ServiceDescriptor]) -> grpc.aio.Channel:
    """Return what calls go through; it connects, spreads and repeats them by itself.

    Raises:
        OSError: a file of `core.tls` cannot be used.
    """
    options = _options(settings, services)
    credentials = make_credentials(settings.tls)
    if credentials is None:
        # Where the address is a list, it would be the authority, which servers refuse.
        options.append(("grpc.default_authority", "core"))
        return grpc.aio.insecure_channel(settings.address, options=options)
    if settings.tls.server_name:
        options.append(("grpc.ssl_target_name_override", settings.tls.server_name))
    return grpc.aio.secure_channel(settings.address, credentials, options=options)


def _options(
    settings: CoreSettings, services: Iterable[ServiceDescriptor]
) -> list[tuple[str, str | int]]:
    # A service config (gRFC A2): the library itself spreads and repeats calls.
    config = {
        "loadBalancingConfig": [{"round_robin": {}}],
        # Who says that it is not ready gets no calls (gRFC A17).
        "healthCheckConfig": {"serviceName": ""},
        "methodConfig": list(_repeatable(settings, services)),
    }
    return [
        ("grpc.service_config", json.dumps(config)),
        ("grpc.keepalive_time_ms", _PING_MS),
        ("grpc.keepalive_timeout_ms", _PING_TIMEOUT_MS),
        # Without it, a ping that is not answered counts as lost after a minute.
        ("grpc.http2.ping_timeout_ms", _PING_TIMEOUT_MS),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.initial_reconnect_backoff_ms", _FIRST_RECONNECT_MS),
        ("grpc.min_reconnect_backoff_ms", _CONNECT_MS),
        ("grpc.max_reconnect_backoff_ms", _LAST_RECONNECT_MS),
        ("grpc.dns_min_time_between_resolutions_ms", _RESOLVE_MS),
        ("grpc.max_receive_message_length", -1),
    ]


def _repeatable(
    settings: CoreSettings, services: Iterable[ServiceDescriptor]
) -> Iterator[dict[str, Any]]:
    """Yield how often rpcs are repeated (gRFC A6): those that `proto/` declares free of effects, and health."""
    names = [
        {"service": service.full_name, "method": method.name}
        for service in services
        for method in service.methods
        if method.GetOptions().idempotency_level == MethodOptions.NO_SIDE_EFFECTS
    ]
    names.append({"service": "grpc.health.v1.Health", "method": "Check"})
    if settings.attempts > 1:
        yield {
            "name": names,
            "retryPolicy": {
                "maxAttempts": settings.attempts,
                # After 0.2, 0.4 and 0.8 seconds: a process that restarts may be back by then.
                "initialBackoff": "0.2s",
                "maxBackoff": "2s",
                "backoffMultiplier": 2,
                # A server that ends cancels what it has not begun. What is given up here ends here.
                "retryableStatusCodes": ["UNAVAILABLE", "CANCELLED"],
            },
        }
