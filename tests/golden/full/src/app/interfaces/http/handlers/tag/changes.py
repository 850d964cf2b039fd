"""Changes of tags, as they happen."""

from pydantic import TypeAdapter

from app.application.ports.events import Published
from app.application.services.tag.service import (
    TagService,
)
from app.domain.entities.tag.events import (
    TagChanged,
)
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.handlers.tag.routes import (
    PATH,
)
from app.interfaces.http.handlers.tag.schemas import (
    TagRead,
)

_ONE = TypeAdapter(TagRead)


def make_changes(
    service: TagService,
) -> Changes[TagChanged]:
    """Return what is told of them."""
    return Changes(
        path=f"{PATH}/changes",
        tag="tags",
        watch=service.watch,
        tell=_tell,
    )


def _tell(
    published: Published[TagChanged],
) -> Told:
    entity = published.event.entity
    return Told(
        id=published.id,
        change=published.event.change,
        entity=_ONE.dump_json(TagRead.of(entity)),
    )
