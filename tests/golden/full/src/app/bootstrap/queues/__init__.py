"""What workers need around the queue: a module per kind of it."""

from app.bootstrap.queues.database import working_store

__all__ = ["working_store"]
