"""By what customers can be filtered and sorted."""

from app.application.listing import fields
from app.application.listing.declaration import ListFields

FIELDS: ListFields = {
    "id": fields.identifier(),
    "name": fields.text(),
    "email": fields.text(),
    "created_at": fields.moment(),
    "updated_at": fields.moment(),
    "deleted_at": fields.moment(nullable=True),
}
