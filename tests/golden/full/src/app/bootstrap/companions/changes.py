"""Changes of entities, told over HTTP as they happen."""

from app.bootstrap.backend import Backend
from app.bootstrap.companion import Companion
from app.bootstrap.discovery import discover
from app.bootstrap.settings import Settings
from app.bootstrap.stopping import STOPPING
from app.interfaces.http import handlers
from app.interfaces.http.app import Addition
from app.interfaces.http.changes import event_stream, websocket
from app.interfaces.http.changes.streams import Streams


def make_addition(settings: Settings, backend: Backend) -> Addition:
    """Return what tells of changes."""
    streams = Streams(
        at_stop=STOPPING.calling,
        begin_timeout=settings.http.request_timeout,
        send_timeout=settings.events.send_timeout,
    )
    origins = settings.http.cors_origins
    makers = discover(handlers.__name__, module="changes", attribute="make_changes")
    told = [make_changes(backend.services[name]) for name, make_changes in makers.items()]
    return Addition(
        routes=[
            *(event_stream.make_route(changes, streams) for changes in told),
            *(websocket.make_route(changes, streams, origins) for changes in told),
        ],
        request_headers=["last-event-id"],
        endless=[changes.path for changes in told],
    )


COMPANION = Companion(make_addition=make_addition)
