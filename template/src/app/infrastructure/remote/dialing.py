"""How the processes that do the work are reached: whom to dial, what is repeated, how it is encrypted."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions

from app.infrastructure.remote.settings import CoreSettings, CoreTlsSettings

_KEEPALIVE_MS = 20_000
_KEEPALIVE_TIMEOUT_MS = 5_000
_FIRST_RECONNECT_MS = 100
_LAST_RECONNECT_MS = 2_000


def dial(settings: CoreSettings, services: Iterable[ServiceDescriptor]) -> grpc.aio.Channel:
    """Return what calls go through; it connects, spreads and repeats them by itself."""
    options = _options(settings, services)
    if settings.tls.ca is None:
        # Where the address is a list, it would be the authority, which servers refuse.
        options.append(("grpc.default_authority", "core"))
        return grpc.aio.insecure_channel(settings.address, options=options)
    if settings.tls.server_name:
        options.append(("grpc.ssl_target_name_override", settings.tls.server_name))
    return grpc.aio.secure_channel(settings.address, _credentials(settings.tls), options=options)


def _credentials(tls: CoreTlsSettings) -> grpc.ChannelCredentials:
    return grpc.ssl_channel_credentials(
        root_certificates=tls.ca.read_bytes() if tls.ca else None,
        private_key=tls.private_key.read_bytes() if tls.private_key else None,
        certificate_chain=tls.certificate.read_bytes() if tls.certificate else None,
    )


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
        ("grpc.keepalive_time_ms", _KEEPALIVE_MS),
        ("grpc.keepalive_timeout_ms", _KEEPALIVE_TIMEOUT_MS),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.initial_reconnect_backoff_ms", _FIRST_RECONNECT_MS),
        ("grpc.min_reconnect_backoff_ms", _FIRST_RECONNECT_MS),
        ("grpc.max_reconnect_backoff_ms", _LAST_RECONNECT_MS),
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
                "initialBackoff": "0.05s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
