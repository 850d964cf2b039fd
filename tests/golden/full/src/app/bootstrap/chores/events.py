"""Events: published, and told to those who follow them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from app.application.jobs.run import Services
from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.bootstrap.subscribing import make_subscribers
from app.infrastructure.events.delivery import Deliveries
from app.infrastructure.events.lasting import lasting
from app.infrastructure.events.publishing import Publisher
from app.infrastructure.jobs.repeating import attempt, break_off, repeating

# How often what is too old is looked for, in seconds.
_FORGET_EVERY = 60.0
# What is left at the end may take so long to be published, in seconds.
_ENDING = 5.0


@asynccontextmanager
async def open_chore(
    settings: Settings, infrastructure: Infrastructure, services: Services
) -> AsyncIterator[None]:
    """Publish and tell while the context is open."""
    subscribers = make_subscribers(infrastructure, services)
    deliveries = Deliveries(
        subscribers,
        infrastructure.job_store,
        infrastructure.identifiers,
        infrastructure.job_observer,
    )
    publisher = Publisher(infrastructure.database, deliveries, kept=settings.events.kept)
    tasks = [
        asyncio.create_task(lasting(lambda: publisher.run(infrastructure.unit_of_work.recorded))),
        asyncio.create_task(lasting(lambda: infrastructure.event_feed.run(publisher.published))),
    ]
    forgetting = repeating(
        (publisher.purge, _FORGET_EVERY), (infrastructure.handled_events.purge, _FORGET_EVERY)
    )
    try:
        async with forgetting:
            yield
    finally:
        infrastructure.event_feed.close()
        await break_off(*tasks)
        # What was recorded last would have to wait for another process, or for the next start.
        with suppress(TimeoutError):
            async with asyncio.timeout(_ENDING):
                await attempt(publisher.publish)
