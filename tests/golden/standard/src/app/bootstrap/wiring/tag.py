"""Joins the parts of tags."""

from app.application.services.tag.service import (
    TagService,
)
from app.bootstrap.container import Infrastructure
from app.infrastructure.database.repositories.tag.repository import (
    SqlTagRepository,
)


def make_service(infrastructure: Infrastructure) -> TagService:
    """Return the service of tags."""
    return TagService(
        repository=SqlTagRepository(infrastructure.database),
        unit_of_work=infrastructure.unit_of_work,
        clock=infrastructure.clock,
        identifiers=infrastructure.identifiers,
    )
