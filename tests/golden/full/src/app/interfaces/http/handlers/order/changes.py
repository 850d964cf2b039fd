"""Changes of orders, as they happen."""

from pydantic import TypeAdapter

from app.application.ports.events import Published
from app.application.services.order.service import (
    OrderService,
)
from app.domain.entities.order.events import (
    OrderChanged,
)
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.handlers.order.routes import (
    PATH,
)
from app.interfaces.http.handlers.order.schemas import (
    OrderRead,
)

_ONE = TypeAdapter(OrderRead)


def make_changes(
    service: OrderService,
) -> Changes[OrderChanged]:
    """Return what is told of them."""
    return Changes(
        path=f"{PATH}/changes",
        tag="orders",
        watch=service.watch,
        tell=_tell,
    )


def _tell(
    published: Published[OrderChanged],
) -> Told:
    entity = published.event.entity
    return Told(
        id=published.id,
        change=published.event.change,
        entity=_ONE.dump_json(OrderRead.of(entity)),
    )
