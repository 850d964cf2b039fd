"""The servers: uvicorn for development, granian for production."""

import math
from collections.abc import Mapping
from typing import Any, Final

from app.bootstrap.companion import find_companions
from app.bootstrap.configuration import ROOT
from app.bootstrap.listening import try_to_listen
from app.bootstrap.settings import Settings

TARGET = "app.bootstrap.http:make_served_app"

# How long a process may take to end after what ran has ended, in seconds: clients take the last
# answers, and the database is closed.
_ENDING: Final = 8

# Granian brings handlers of its own; without them its lines go the way of all others.
_GRANIAN_LOGS: Mapping[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"propagate": True}},
}


def serve(settings: Settings, *, reload: bool = False, target: str = TARGET) -> None:
    """Answer requests until the process is told to stop, then finish those that run.

    Uvicorn stays in this process, where a debugger can reach it. Granian runs a process per worker
    and answers 1.5 times as many requests a second under load.
    """
    try_to_listen(settings.http.host, settings.http.port)
    if settings.environment == "production" and not reload:
        _serve_with_granian(settings, target)
    else:
        _serve_with_uvicorn(settings, target, reload=reload)


def _serve_with_uvicorn(settings: Settings, target: str, *, reload: bool) -> None:
    import uvicorn

    uvicorn.run(
        target,
        factory=True,
        host=settings.http.host,
        port=settings.http.port,
        workers=None if reload else settings.http.workers,
        reload=reload,
        reload_dirs=[str(ROOT / "src")] if reload else None,
        timeout_graceful_shutdown=settings.http.graceful_timeout,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
    )


def _serve_with_granian(settings: Settings, target: str) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        target,
        factory=True,
        address=settings.http.host,
        port=settings.http.port,
        workers=settings.http.workers,
        interface=Interfaces.ASGI,
        workers_kill_timeout=_kill_timeout(settings),
        respawn_failed_workers=True,
        log_dictconfig=dict(_GRANIAN_LOGS),
    ).serve()


def _kill_timeout(settings: Settings) -> int:
    """Return after how many seconds a process is killed: none of what it serves needs so long."""
    graces = [companion.grace(settings) for companion in find_companions()]
    return math.ceil(max([settings.http.graceful_timeout, *graces])) + _ENDING
