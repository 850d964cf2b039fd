"""Stores tags in the database."""

from app.domain.entities.tag.entity import (
    Tag,
)
from app.infrastructure.database.repositories.tag.table import (
    TABLE,
)
from app.infrastructure.database.repository import SqlRepository


class SqlTagRepository(
    SqlRepository[Tag],
):
    """Implements the port `TagRepository`."""

    entity = Tag
    table = TABLE
