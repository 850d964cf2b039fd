"""Changes of customers, as they happen."""

from pydantic import TypeAdapter

from app.application.ports.events import Published
from app.application.services.customer.service import (
    CustomerService,
)
from app.domain.entities.customer.events import (
    CustomerChanged,
)
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.handlers.customer.routes import (
    PATH,
)
from app.interfaces.http.handlers.customer.schemas import (
    CustomerRead,
)

_ONE = TypeAdapter(CustomerRead)


def make_changes(
    service: CustomerService,
) -> Changes[CustomerChanged]:
    """Return what is told of them."""
    return Changes(
        path=f"{PATH}/changes",
        tag="customers",
        watch=service.watch,
        tell=_tell,
    )


def _tell(
    published: Published[CustomerChanged],
) -> Told:
    entity = published.event.entity
    return Told(
        id=published.id,
        change=published.event.change,
        entity=_ONE.dump_json(CustomerRead.of(entity)),
    )
