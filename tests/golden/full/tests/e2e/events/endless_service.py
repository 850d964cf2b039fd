"""A service that tells of changes as quickly as they are taken, served by the real servers.

Run as `python endless_service.py --port 8000`.
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator
from uuid import UUID

import structlog
from fastapi import APIRouter, FastAPI

from app.application.ports.events import Published, Reached
from app.bootstrap.configuration import load_settings
from app.bootstrap.serving import serve
from app.bootstrap.stopping import Stopping
from app.domain.events import Change
from app.infrastructure.telemetry.logging import configure_logging
from app.interfaces.http.app import Addition, make_app
from app.interfaces.http.changes import event_stream, websocket
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.streams import Streams
from tests.integration.events.plants import Grown

PLANT = UUID(int=7)
# How large each change is, in bytes.
SIZE = 65_536


def make_endless_app() -> FastAPI:
    """Return the application of a worker."""
    settings = load_settings()
    configure_logging(settings.logging)
    streams = Streams(
        at_stop=Stopping().calling,
        begin_timeout=settings.http.request_timeout,
        send_timeout=settings.events.send_timeout,
    )
    plants = Changes(path="/api/v1/plants/changes", tag="plants", watch=grow, tell=tell)
    trees = Changes(path="/api/v1/trees/changes", tag="trees", watch=be_silent, tell=tell)
    return make_app(
        routers=[make_router()],
        settings=settings.http,
        additions=[
            Addition(
                routes=[
                    event_stream.make_route(changes, streams),
                    websocket.make_route(changes, streams, ()),
                ],
                endless=[changes.path],
            )
            for changes in (plants, trees)
        ],
    )


def make_router() -> APIRouter:
    """Return a route that takes a while."""
    router = APIRouter(prefix="/api/v1/naps")

    @router.get("")
    async def nap() -> str:
        structlog.stdlib.get_logger().info("nap_started")
        await asyncio.sleep(0.5)
        return "rested"

    return router


async def grow(_after: UUID | None) -> AsyncIterator[Published[Grown] | Reached]:
    """Let a plant grow as long as somebody watches; say afterwards how large it was."""
    yield Reached(id=UUID(int=0))
    size = 0
    try:
        for size in itertools.count(1):
            yield Published(id=UUID(int=size), event=Grown(plant=PLANT, size=size))
            # Others want their turn too.
            await asyncio.sleep(0.001)
    finally:
        structlog.stdlib.get_logger().info(f"watched_up_to_{size}")


async def be_silent(_after: UUID | None) -> AsyncIterator[Published[Grown] | Reached]:
    """Let nothing happen, for ever."""
    yield Reached(id=UUID(int=0))
    try:
        await asyncio.Event().wait()
    finally:
        structlog.stdlib.get_logger().info("watched_in_silence")


def tell(published: Published[Grown]) -> Told:
    """Show a large body."""
    number = published.event.size
    entity = b'{"size":%d,"rings":"%b"}' % (number, b"o" * SIZE)
    return Told(id=published.id, change=Change.UPDATED, entity=entity)


def main() -> None:
    """Serve until stopped."""
    settings = load_settings({("http", "port"): sys.argv[-1], ("http", "host"): "127.0.0.1"})
    configure_logging(settings.logging)
    serve(settings, target="tests.e2e.events.endless_service:make_endless_app")


if __name__ == "__main__":
    main()
