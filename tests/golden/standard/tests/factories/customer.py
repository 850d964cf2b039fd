"""Customers as clients send them."""

from typing import Any

from app.application.services.customer.commands import (
    CreateCustomer,
)
from app.interfaces.http.handlers.customer.routes import (
    PATH,
)
from app.interfaces.http.handlers.customer.schemas import (
    CustomerCreate,
)

__all__ = ["PATH", "make_body"]


def make_body(
    command: CreateCustomer,
) -> dict[str, Any]:
    """Return the body of the request that creates it."""
    body = CustomerCreate(
        name=command.name,
        email=command.email,
    )
    return body.model_dump(mode="json")
