"""Notices that the files of `core.tls` were renewed, which gRPC reads only once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from app.infrastructure.remote.settings import CoreTlsSettings
from app.protocol.certificates import State, state_of

# How often the files are looked at, in seconds.
_INTERVAL = 1.0

_log = structlog.stdlib.get_logger()


@asynccontextmanager
async def renewing(settings: CoreTlsSettings, renew: Callable[[], None]) -> AsyncIterator[None]:
    """Call `renew` at once, and each time that the files change while the context is open."""
    state = _state(settings)
    renew()
    watching = asyncio.create_task(_watch(settings, renew, state))
    try:
        yield
    finally:
        watching.cancel()


async def _watch(settings: CoreTlsSettings, renew: Callable[[], None], state: State) -> None:
    said = ""
    while state:
        await asyncio.sleep(_INTERVAL)
        try:
            found = _state(settings)
            if found != state:
                renew()
                state, said = found, ""
                _log.info("certificate_renewed")
        except OSError as error:
            # Half renewed: calls go on with what was read before.
            if str(error) != said:
                said = str(error)
                _log.warning("certificate_not_readable", reason=said)


def _state(settings: CoreTlsSettings) -> State:
    return state_of((settings.ca, settings.certificate, settings.private_key))
