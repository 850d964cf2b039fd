"""Parameters that the routes of all entities share."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Path

PathId = Annotated[UUID, Path(alias="id")]
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The `ETag` of the version that may be changed."),
]
