"""The use cases of tags."""

from app.application.services.tag.commands import (
    UpdateTag,
)
from tests.suites.services import ServiceSuite


class TestTagService(ServiceSuite):
    name = "tag"
    update = UpdateTag
