"""Addresses, as gRPC dials them."""

import re

_MAX_PORT = 65_535
_PORT = r":(\d{1,5})"
_IPV4, _IPV6 = r"\d{1,3}(?:\.\d{1,3}){3}", r"\[[^\]\s,]+\]"
_ADDRESS = re.compile(
    rf"(?:dns:(?://[^/\s]*/)?)?(?:[\w.-]+|{_IPV6}){_PORT}"
    rf"|ipv4:{_IPV4}{_PORT}(?:,{_IPV4}{_PORT})*"
    rf"|ipv6:{_IPV6}{_PORT}(?:,{_IPV6}{_PORT})*"
    r"|unix:\S+"
)


def check_address(address: str) -> str:
    """Return an address that can be dialled; raise `ValueError` with what one looks like."""
    ports = re.findall(rf"{_PORT}(?=,|$)", address)
    if not _ADDRESS.fullmatch(address) or any(not 0 < int(port) <= _MAX_PORT for port in ports):
        raise ValueError(
            "write a name with a port, such as core:50051 or dns:///core:50051, or addresses:"
            " ipv4:10.0.0.1:50051,10.0.0.2:50051 or ipv6:[fd00::1]:50051"
        )
    return address
