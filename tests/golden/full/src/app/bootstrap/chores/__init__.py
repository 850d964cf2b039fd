"""What a process with a database does beside its task: a module per chore, with `open_chore`."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from app.application.jobs.run import Services
from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings


@asynccontextmanager
async def doing_chores(
    settings: Settings, infrastructure: Infrastructure, services: Services
) -> AsyncIterator[None]:
    """Do all of them while the context is open."""
    async with AsyncExitStack() as stack:
        for open_chore in discover_modules(__name__, attribute="open_chore").values():
            await stack.enter_async_context(open_chore(settings, infrastructure, services))
        yield
