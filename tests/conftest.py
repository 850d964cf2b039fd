"""What the tests of the template and of rendered projects share."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.support.environments import service_environment
from tests.support.projects import Workshop

# Rendered projects, whose tests are not ours.
collect_ignore = ["golden"]

_SLOW_FIRST = ("project", "template", "lifecycle", "upgrade")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let more be tried than there is time for in CI."""
    parser.addoption("--sequences", default="500", help="random sequences of tests/lifecycle")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slow folders first, so that no worker is left alone with them at the end."""
    items.sort(key=lambda item: _rank(item.path.relative_to(Path(__file__).parent).parts))


def _rank(parts: Iterable[str]) -> int:
    folder = next(iter(parts))
    return _SLOW_FIRST.index(folder) if folder in _SLOW_FIRST else len(_SLOW_FIRST)


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Renders into a folder that all workers share."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "projects"
    folder.mkdir(exist_ok=True)
    return Workshop(folder, service_environment())
