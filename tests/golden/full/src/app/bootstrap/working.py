"""The process that runs jobs, and its parts for processes that do so beside other things."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex
from typing import Any

from app.application.jobs.run import Handler, Services
from app.bootstrap import handling
from app.bootstrap.administering import administering
from app.bootstrap.chores import doing_chores
from app.bootstrap.container import Infrastructure, make_infrastructure, make_services
from app.bootstrap.discovery import discover_modules
from app.bootstrap.errors import StartError
from app.bootstrap.queues import working_store
from app.bootstrap.settings import Settings
from app.bootstrap.stopping import STOPPING
from app.infrastructure.jobs.scheduling import Scheduler, is_readable
from app.infrastructure.jobs.worker import Worker


def make_handlers(infrastructure: Infrastructure, services: Services) -> dict[str, Handler[Any]]:
    """Return the handlers of all jobs by the names of their types.

    Raises:
        StartError: two of them have one name, or two of their schedules; one of those is unreadable.
    """
    makers = discover_modules(handling.__name__, attribute="make_handlers").values()
    made: list[Handler[Any]] = [one for make in makers for one in make(infrastructure, services)]
    _require_different("jobs", [handler.job.name for handler in made])
    schedules = [schedule for handler in made for schedule in handler.schedules]
    _require_different("schedules", [schedule.name for schedule in schedules])
    for schedule in schedules:
        if not is_readable(schedule):
            raise StartError(f"the schedule {schedule.name} is no cron: `{schedule.expression}`")
    return {handler.job.name: handler for handler in made}


def require_handlers(settings: Settings) -> None:
    """Raise `StartError` for handlers that cannot be used, before there are several processes."""
    infrastructure = make_infrastructure(settings)
    make_handlers(infrastructure, make_services(infrastructure))


async def work(settings: Settings) -> None:
    """Run jobs until the process is told to stop."""
    async with _open(settings) as infrastructure:
        services = make_services(infrastructure)
        async with (
            administering(settings, infrastructure),
            doing_chores(settings, infrastructure, services),
            running_worker(settings, infrastructure, services),
        ):
            await _until_told()


async def schedule(settings: Settings) -> None:
    """Enqueue what is due by schedule, and nothing else, until the process is told to stop."""
    async with _open(settings) as infrastructure:
        handlers = make_handlers(infrastructure, make_services(infrastructure))
        scheduler = _make_scheduler(infrastructure, handlers)
        stopped = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(scheduler.run(stopped))
            await _until_told()
            stopped.set()


@asynccontextmanager
async def running_worker(
    settings: Settings, infrastructure: Infrastructure, services: Services
) -> AsyncIterator[None]:
    """Run jobs until the process is told to stop or the context ends; wait for those that run."""
    handlers = make_handlers(infrastructure, services)
    name = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    opened = working_store(settings, infrastructure)
    async with opened as store, asyncio.TaskGroup() as group:
        worker = Worker(name, handlers, store, settings.jobs, infrastructure.job_observer)
        group.create_task(worker.run(stopped))
        if settings.jobs.scheduler:
            group.create_task(_make_scheduler(infrastructure, handlers).run(stopped))
        # Signals come at any time, also between two steps of the loop.
        with STOPPING.calling(lambda: loop.call_soon_threadsafe(stopped.set)):
            try:
                yield
            finally:
                stopped.set()


def _make_scheduler(infrastructure: Infrastructure, handlers: dict[str, Handler[Any]]) -> Scheduler:
    store = infrastructure.job_store
    return Scheduler(handlers, store, infrastructure.identifiers, infrastructure.job_observer)


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Infrastructure]:
    infrastructure = make_infrastructure(settings)
    await infrastructure.start()
    try:
        yield infrastructure
    finally:
        await infrastructure.close()


async def _until_told() -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()


def _require_different(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise StartError(f"two {what} are called {', '.join(twice)}: names must differ")
