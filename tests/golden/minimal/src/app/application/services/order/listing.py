"""By what orders can be filtered and sorted."""

from app.application.listing import fields
from app.application.listing.declaration import ListFields
from app.domain.entities.order.entity import (
    OrderStatus,
)

FIELDS: ListFields = {
    "id": fields.identifier(),
    "number": fields.text(),
    "total": fields.decimal(
        precision=12,
        scale=2,
    ),
    "status": fields.choice(
        OrderStatus,
    ),
    "customer_id": fields.reference(),
    "tag_ids": fields.references(),
    "placed_at": fields.moment(),
    "note": fields.text(
        nullable=True,
    ),
    "created_at": fields.moment(),
    "updated_at": fields.moment(),
}
