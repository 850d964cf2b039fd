"""A line between a client and a service, which can be cut."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from tests.e2e.process import PATIENCE

_PART = 65_536


class Line:
    """Passes on what both sides say, and notes it."""

    def __init__(self, address: str) -> None:
        self.asked = b""
        self.answered = b""
        self.is_cut = False
        self._to = urlsplit(address)
        self._open: set[StreamWriter] = set()
        self._news = asyncio.Condition()

    def cut(self) -> None:
        """Break all connections, and those to come until it is mended."""
        self.is_cut = True
        for writer in self._open:
            writer.transport.abort()

    async def has_answered(self, text: bytes) -> None:
        """Wait until the service has said something."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: text in self.answered)

    async def connect(self, asks: StreamReader, asker: StreamWriter) -> None:
        """Pass on one connection."""
        if self.is_cut:
            asker.transport.abort()
            return
        answers, answerer = await asyncio.open_connection(self._to.hostname, self._to.port)
        self._open |= {asker, answerer}
        with suppress(ConnectionError):
            await asyncio.gather(self._ask(asks, answerer), self._answer(answers, asker))

    async def _ask(self, reader: StreamReader, writer: StreamWriter) -> None:
        while part := await reader.read(_PART):
            self.asked += part
            writer.write(part)
        writer.close()

    async def _answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        while part := await reader.read(_PART):
            writer.write(part)
            async with self._news:
                self.answered += part
                self._news.notify_all()
        writer.close()


@asynccontextmanager
async def line_to(address: str) -> AsyncIterator[tuple[Line, str]]:
    """Lay a line to a service; yield it and the address of its other end."""
    line = Line(address)
    server = await asyncio.start_server(line.connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield line, f"http://127.0.0.1:{port}"
    finally:
        server.close()
        line.cut()
