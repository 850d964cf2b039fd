"""What tests of the running program are given."""

from collections.abc import Iterator

import pytest

from app.bootstrap.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have processes that are killed leave their files where they are removed in the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(tmp_path_factory.mktemp("temporary")))
        yield


@pytest.fixture(scope="session")
def migrated_url(migrated: Settings) -> str:
    """Return the address of a database at head."""
    return migrated.database.url.get_secret_value()
