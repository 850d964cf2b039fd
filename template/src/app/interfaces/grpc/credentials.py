"""Encrypted connections: certificates of the server and of its clients, renewed while it runs."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import structlog

from app.interfaces.grpc.settings import GrpcTlsSettings
from app.protocol.certificates import State, load_pair, state_of

_log = structlog.stdlib.get_logger()


def make_credentials(settings: GrpcTlsSettings) -> grpc.ServerCredentials | None:
    """Return what a port is opened with, nothing where connections are not encrypted.

    Raises:
        OSError: a file cannot be read, or is not what it should be (`ssl.SSLError`).
    """
    if settings.certificate is None or settings.private_key is None:
        return None
    files = _Files(settings.certificate, settings.private_key, settings.client_ca)
    renewal: Any = _Renewal(files)  # it may return nothing, which its types do not know
    return grpc.dynamic_ssl_server_credentials(
        files.read(),
        renewal,
        require_client_authentication=settings.client_ca is not None,
    )


@dataclass(frozen=True, slots=True)
class _Files:
    certificate: Path
    private_key: Path
    client_ca: Path | None

    def read(self) -> grpc.ServerCertificateConfiguration:
        # gRPC does not say when it cannot use them.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        load_pair(context, self.certificate, self.private_key)
        if self.client_ca is not None:
            context.load_verify_locations(self.client_ca)
        return grpc.ssl_server_certificate_configuration(
            [(self.private_key.read_bytes(), self.certificate.read_bytes())],
            self.client_ca.read_bytes() if self.client_ca else None,
        )

    def state(self) -> State:
        return state_of((self.certificate, self.private_key, self.client_ca))


class _Renewal:
    """Called for each new connection: returns the files when they have changed."""

    def __init__(self, files: _Files) -> None:
        self._files = files
        self._state = files.state()

    def __call__(self) -> grpc.ServerCertificateConfiguration | None:
        try:
            state = self._files.state()
            if state == self._state:
                return None
            configuration = self._files.read()
        except OSError as error:
            # Half renewed: connections go on with what was read before.
            _log.warning("certificate_not_readable", reason=str(error))
            return None
        self._state = state
        _log.info("certificate_renewed")
        return configuration
