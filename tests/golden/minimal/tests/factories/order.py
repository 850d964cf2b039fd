"""Orders as clients send them."""

from typing import Any

from app.application.services.order.commands import (
    CreateOrder,
)
from app.interfaces.http.handlers.order.routes import (
    PATH,
)
from app.interfaces.http.handlers.order.schemas import (
    OrderCreate,
)

__all__ = ["PATH", "make_body"]


def make_body(
    command: CreateOrder,
) -> dict[str, Any]:
    """Return the body of the request that creates it."""
    body = OrderCreate(
        number=command.number,
        total=command.total,
        status=command.status,
        customer_id=command.customer_id,
        tag_ids=command.tag_ids,
        placed_at=command.placed_at,
        note=command.note,
    )
    return body.model_dump(mode="json")
