"""Certificates for one test."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as files have them."""

    certificate: bytes
    key: bytes


class Authority:
    """Vouches for names."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Test authority")
        self._certificate = self._sign(self._name, self._key.public_key(), days=1, names=())
        self.certificate = _pem(self._certificate)

    def issue(self, *names: str, days: int = 1) -> Pair:
        """Return a certificate that bears the names, and ends in so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(_named(names[0]), key.public_key(), days=days, names=names)
        return Pair(
            _pem(certificate),
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        *,
        days: int,
        names: tuple[str, ...],
    ) -> x509.Certificate:
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
        constraint = x509.BasicConstraints(ca=not names, path_length=None)
        builder = (
            x509.CertificateBuilder(subject_name=subject, issuer_name=self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(ends - dt.timedelta(days=10))
            .not_valid_after(ends)
            .add_extension(constraint, critical=True)
        )
        if names:
            alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
            builder = builder.add_extension(alternatives, critical=False)
        return builder.sign(self._key, hashes.SHA256())


@dataclass(frozen=True)
class Files:
    """Where a server finds its certificate."""

    folder: Path

    def write(self, pair: Pair) -> dict[str, Any]:
        """Write both files; return the settings that name them."""
        settings = {
            "certificate": self.folder / "server.pem",
            "private_key": self.folder / "server.key",
        }
        settings["private_key"].write_bytes(pair.key)
        settings["certificate"].write_bytes(pair.certificate)
        return settings

    def write_authority(self, authority: Authority) -> dict[str, Any]:
        """Write whose clients are let in; return the setting that names it."""
        path = self.folder / "clients.pem"
        path.write_bytes(authority.certificate)
        return {"client_ca": path}


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
