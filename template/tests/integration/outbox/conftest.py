"""What tests of Redis and the outbox are given."""

import pytest

from app.bootstrap.settings import Settings


@pytest.fixture(scope="session")
def migrated_url(migrated: Settings) -> str:
    """Return the address of a database at head."""
    return migrated.database.url.get_secret_value()
