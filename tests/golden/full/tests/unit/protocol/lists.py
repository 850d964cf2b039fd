"""A list with a field of each kind, and requests for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.application.listing import fields
from app.application.listing.declaration import ListFields


class Colour(StrEnum):
    """A few words."""

    RED = "red"
    DARK_BLUE = "dark-blue"


FIELDS: ListFields = {
    "id": fields.identifier(),
    "name": fields.text(nullable=True),
    "total": fields.decimal(precision=12, scale=2),
    "colour": fields.choice(Colour),
    "created_at": fields.moment(),
    "tag_ids": fields.references(),
}


@dataclass(kw_only=True)
class FakeRequest:
    """Implements `ListRequest`, and is made of what `write_page_request` returns."""

    filter: str = ""
    order_by: str = ""
    page_size: int = 0
    page_token: str = ""
    skip: Any = None

    def HasField(self, field_name: Any, /) -> bool:  # noqa: N802 - named by protobuf
        """Return whether a field is given."""
        return getattr(self, field_name) is not None
