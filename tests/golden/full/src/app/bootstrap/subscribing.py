"""Finds the subscribers."""

from typing import Any

from app.application.events.subscriber import Subscriber
from app.application.jobs.run import Services
from app.bootstrap.container import Infrastructure
from app.bootstrap.discovery import discover_modules
from app.interfaces import subscribers


def make_subscribers(infrastructure: Infrastructure, services: Services) -> list[Subscriber[Any]]:
    """Return all subscribers."""
    makers = discover_modules(subscribers.__name__, attribute="make_subscriber").values()
    return [make_subscriber(services, infrastructure.handled_events) for make_subscriber in makers]
