"""Tags are stored alike in memory and on the database."""

from app.application.services.tag.commands import (
    UpdateTag,
)
from app.application.services.tag.listing import (
    FIELDS,
)
from tests.fakes.repositories.tag import (
    FakeTagRepository,
)
from tests.suites.storage import StorageSuite


class TestTagStorage(StorageSuite):
    name = "tag"
    list_fields = FIELDS
    update = UpdateTag
    unique = FakeTagRepository.unique
    references = FakeTagRepository.references
