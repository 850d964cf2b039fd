"""The handlers of declared jobs."""

from typing import Any

from app.application.jobs.run import Handler, Services
from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.interfaces import worker


def make_handlers(infrastructure: Infrastructure, services: Services) -> list[Handler[Any]]:
    """Return them all."""
    del infrastructure
    makers = discover_modules(worker.__name__, attribute="make_handler").values()
    return [make_handler(services) for make_handler in makers]
