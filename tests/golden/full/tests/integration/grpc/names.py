"""A server of names (RFC 1035), whose answers change."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import IPv4Address
from typing import Final, cast

_HEADER: Final = struct.Struct("!6H")
_ANSWER_TO_A_QUESTION: Final = 0x8180
_NAME_OF_THE_QUESTION: Final = 0xC00C
_ADDRESS, _INTERNET = 1, 1


class Names(asyncio.DatagramProtocol):
    """Answers every name with the same addresses, which do not last."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer the one question of a message."""
        number = _HEADER.unpack_from(data)[0]
        end = data.index(0, _HEADER.size) + 5
        question = data[_HEADER.size : end]
        found = self.addresses if question[-4:] == struct.pack("!2H", _ADDRESS, _INTERNET) else []
        header = _HEADER.pack(number, _ANSWER_TO_A_QUESTION, 1, len(found), 0, 0)
        answers = b"".join(_record(address) for address in found)
        self._transport.sendto(header + question + answers, addr)


def _record(address: str) -> bytes:
    packed = IPv4Address(address).packed
    head = struct.pack("!3HIH", _NAME_OF_THE_QUESTION, _ADDRESS, _INTERNET, 0, len(packed))
    return head + packed


@asynccontextmanager
async def naming(names: Names) -> AsyncIterator[int]:
    """Answer while the context is open, on the port that is yielded."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: names, ("127.0.0.1", 0))
    try:
        yield transport.get_extra_info("sockname")[1]
    finally:
        transport.close()
