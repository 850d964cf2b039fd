"""Every change of the blueprint is one migration, which rows survive on each database."""

from pathlib import Path

import pytest
from tests.project.migrating import Change, History
from tests.project.servers import DATABASES, empty_database
from tests.support.projects import Workshop

TAG = "Tag label:str:max=40:unique"
CUSTOMER = "Customer name:str:max=100 email:email:unique"


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path, workshop: Workshop) -> History:
    return History(tmp_path, workshop.environment, request.param)


def through(history: History, entities: list[str], *changes: Change) -> History:
    """Live through the changes."""
    project = history.begin(entities)
    with empty_database(project) as url:
        history.url = url
        history.migrate_first(project)
        for change in changes:
            history.change(change)
    return history


def test_columns_come_and_go(history: History) -> None:
    first = "Order number:str:max=32:unique"

    through(
        history,
        [first],
        Change([f"{first} note:text:optional"]),
        Change([f"{first} note:text:optional rank:int:default=3:min=1:index"]),
        Change([f"{first} rank:int:default=3:min=1:index"]),
        Change([first]),
    )
