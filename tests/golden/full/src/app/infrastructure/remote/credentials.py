"""Encrypted connections: whom a client trusts, and how it shows who it is."""

import ssl

import grpc

from app.infrastructure.remote.settings import CoreTlsSettings
from app.protocol.certificates import load_pair


def make_credentials(settings: CoreTlsSettings) -> grpc.ChannelCredentials | None:
    """Return what a channel is opened with, nothing where connections are not encrypted.

    Raises:
        OSError: a file cannot be read, or is not what it should be (`ssl.SSLError`).
    """
    if settings.ca is None:
        return None
    # gRPC does not say when it cannot use them.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(settings.ca)
    authorities = settings.ca.read_bytes()
    if settings.certificate is None or settings.private_key is None:
        return grpc.ssl_channel_credentials(authorities)
    load_pair(context, settings.certificate, settings.private_key)
    return grpc.ssl_channel_credentials(
        authorities,
        settings.private_key.read_bytes(),
        settings.certificate.read_bytes(),
    )
