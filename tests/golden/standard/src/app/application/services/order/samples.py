"""Sample orders."""

from decimal import Decimal

from app.application.samples.references import References
from app.application.samples.values import Samples
from app.application.services.order.commands import (
    CreateOrder,
)
from app.domain.entities.customer.entity import (
    CustomerId,
)
from app.domain.entities.order.entity import (
    OrderStatus,
)
from app.domain.entities.tag.entity import (
    TagId,
)

# Which entities must exist before, by field.
REFERENCES: dict[str, str] = {
    "customer_id": "customer",
    "tag_ids": "tag",
}


def make_sample(
    samples: Samples,
    references: References,
) -> CreateOrder:
    """Return a new one, random but valid."""
    return CreateOrder(
        number=samples.unique(
            "number",
            samples.text,
            max_length=32,
        ),
        total=samples.decimal(
            precision=12,
            scale=2,
            minimum=Decimal(0),
        ),
        status=samples.choice(
            OrderStatus,
        ),
        customer_id=references.one(
            "customer_id",
            CustomerId,
        ),
        tag_ids=references.some(
            "tag_ids",
            TagId,
        ),
        placed_at=samples.moment(),
        note=samples.text(
            max_length=100000,
        ),
    )
