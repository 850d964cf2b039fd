"""The handlers of events: jobs that deliver them to subscribers."""

from typing import Any

from app.application.jobs.run import Handler, Services
from app.bootstrap.container import Infrastructure
from app.bootstrap.subscribing import make_subscribers
from app.infrastructure.events.delivery import make_handler


def make_handlers(infrastructure: Infrastructure, services: Services) -> list[Handler[Any]]:
    """Return one for each subscriber."""
    subscribers = make_subscribers(infrastructure, services)
    return [make_handler(subscriber, infrastructure.codecs) for subscriber in subscribers]
