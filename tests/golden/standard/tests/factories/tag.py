"""Tags as clients send them."""

from typing import Any

from app.application.services.tag.commands import (
    CreateTag,
)
from app.interfaces.http.handlers.tag.routes import (
    PATH,
)
from app.interfaces.http.handlers.tag.schemas import (
    TagCreate,
)

__all__ = ["PATH", "make_body"]


def make_body(
    command: CreateTag,
) -> dict[str, Any]:
    """Return the body of the request that creates it."""
    body = TagCreate(
        label=command.label,
    )
    return body.model_dump(mode="json")
