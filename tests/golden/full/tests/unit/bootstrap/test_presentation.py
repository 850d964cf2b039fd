"""Settings are shown without secrets."""

import pytest
import yaml
from pydantic import SecretStr

from app.bootstrap.presentation import present
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES, DatabaseSettings

SCHEME = min(SCHEMES)


def shown_url(url: str) -> str:
    """Return how an address of a database is shown."""
    settings = Settings(database=DatabaseSettings(url=SecretStr(url)))
    found: str = yaml.safe_load(present(settings))["database"]["url"]
    return found


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"{SCHEME}:///shop.db", f"{SCHEME}:///shop.db"),
        (f"{SCHEME}://me@host:5432/shop", f"{SCHEME}://me@host:5432/shop"),
        (f"{SCHEME}://me:pass@host/shop", f"{SCHEME}://me:[redacted]@host/shop"),
        (f"{SCHEME}://me:p:ss@host/shop", f"{SCHEME}://me:[redacted]@host/shop"),
        (f"{SCHEME}://h/s?sslpassword=x&ssl=1", f"{SCHEME}://h/s?sslpassword=[redacted]&ssl=1"),
    ],
)
def test_shows_addresses_without_their_passwords(url: str, shown: str) -> None:
    assert shown_url(url) == shown


def test_shows_every_setting() -> None:
    settings = Settings(database=DatabaseSettings(url=SecretStr(f"{SCHEME}:///shop.db")))

    document = yaml.safe_load(present(settings))

    assert document["http"]["port"] == 8000
    assert set(document) == set(Settings.model_fields)
