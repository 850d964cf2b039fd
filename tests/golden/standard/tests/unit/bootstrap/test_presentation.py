"""Settings are shown without secrets."""

import pytest
import yaml
from pydantic import SecretStr

from app.bootstrap.presentation import present
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import DatabaseSettings


def shown_url(url: str) -> str:
    """Return how an address of a database is shown."""
    settings = Settings(database=DatabaseSettings(url=SecretStr(url)))
    found: str = yaml.safe_load(present(settings))["database"]["url"]
    return found


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("file:///shop.db", "file:///shop.db"),
        ("some://me@host:5432/shop", "some://me@host:5432/shop"),
        ("some://me:pass@host/shop", "some://me:[redacted]@host/shop"),
        ("some://me:p@ss:w@rd@host/shop", "some://me:[redacted]@host/shop"),
        ("some://h/s?sslpassword=x&ssl=1", "some://h/s?sslpassword=[redacted]&ssl=1"),
        ("just-a-password", "[redacted]"),
    ],
)
def test_shows_addresses_without_their_passwords(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_shows_every_setting() -> None:
    settings = Settings(database=DatabaseSettings(url=SecretStr("file:///shop.db")))

    document = yaml.safe_load(present(settings))

    assert document["http"]["port"] == 8000
    assert set(document) == set(Settings.model_fields)
