"""The bodies of customers."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from pydantic import Field

from app.application.services.customer.commands import (
    CreateCustomer,
    UpdateCustomer,
)
from app.domain.entities.customer.entity import (
    Customer,
)
from app.interfaces.http.bodies import Body, PatchBody, nothing_sent
from app.interfaces.http.fields import UtcDateTime


class _CustomerFields(Body):
    """What can be set at any time."""

    name: str = Field(
        min_length=1,
        max_length=100,
    )
    email: str = Field(
        max_length=254,
        json_schema_extra={"format": "email"},
    )


class CustomerCreate(_CustomerFields):
    """A new one."""

    def to_command(self) -> CreateCustomer:
        """Return what the service is given."""
        return CreateCustomer(
            name=self.name,
            email=self.email,
        )


class CustomerReplace(_CustomerFields):
    """A replacement: what is not sent gets its default."""

    def to_update(self) -> UpdateCustomer:
        """Return what the service is given."""
        return UpdateCustomer(
            name=self.name,
            email=self.email,
        )


class CustomerPatch(PatchBody):
    """Changes: what is not sent stays."""

    name: str = Field(
        default_factory=nothing_sent,
        min_length=1,
        max_length=100,
    )
    email: str = Field(
        default_factory=nothing_sent,
        max_length=254,
        json_schema_extra={"format": "email"},
    )

    def to_command(self) -> UpdateCustomer:
        """Return what the service is given."""
        return UpdateCustomer(**self.sent())


# Only written, and from what is valid already: a plain class costs a sixth of a model.
@dataclass(slots=True, kw_only=True)
class CustomerRead:
    """What clients see."""

    id: UUID
    name: str
    email: str
    created_at: UtcDateTime
    updated_at: UtcDateTime
    deleted_at: UtcDateTime | None
    version: int

    @classmethod
    def of(
        cls,
        entity: Customer,
    ) -> Self:
        """Show one."""
        return cls(
            id=entity.id,
            name=entity.name,
            email=entity.email,
            created_at=entity.created_at,
            updated_at=entity.updated_at,
            deleted_at=entity.deleted_at,
            version=entity.version,
        )
