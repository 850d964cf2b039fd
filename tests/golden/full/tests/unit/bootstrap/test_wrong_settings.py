"""Whatever is wrong with settings is said in words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap.errors import SettingsError
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES

Load = Callable[..., Settings]


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of the project."""
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("APP__HTTP__PROT", "APP__HTTP__PORT"),
        ("APP__HTTPS__PORT", "APP__HTTP__PORT"),
        ("APP__DATABASE_URL", "APP__DATABASE__URL"),
    ],
)
def test_an_unknown_variable_is_an_error_that_names_the_one_meant(
    load: Load, variable: str, meant: str
) -> None:
    with pytest.raises(SettingsError) as error:
        load({variable: "1"})

    assert f"{variable} (environment): unknown setting; did you mean {meant}?" in str(error.value)


def test_an_unknown_name_in_a_file_is_an_error_that_names_the_file(
    folder: Path, load: Load
) -> None:
    write(folder, "config/development.yaml", "http: {prot: 1}\nlogin: {level: debug}")

    with pytest.raises(SettingsError) as error:
        load()

    assert "http.prot (config/development.yaml): unknown setting; did you mean http.port?" in str(
        error.value
    )
    assert "login (config/development.yaml): unknown setting" in str(error.value)


def test_wrong_values_are_named_with_their_place_and_without_the_value(load: Load) -> None:
    with pytest.raises(SettingsError) as error:
        load({"APP__HTTP__PORT": "hunter2", "APP__LOGGING__LEVEL": "loud"})

    assert "APP__HTTP__PORT (environment): Input should be a valid integer" in str(error.value)
    assert "APP__LOGGING__LEVEL (environment): Input should be 'debug'" in str(error.value)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("url", ["hunter2", "oracle://app:hunter2@localhost/app", "://hunter2"])
def test_the_address_of_something_else_is_refused_and_not_repeated(load: Load, url: str) -> None:
    with pytest.raises(SettingsError) as error:
        load({"APP__DATABASE__URL": url})

    assert "APP__DATABASE__URL (environment): Value error, url starts with" in str(error.value)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(
    "place", ["localhost:hunter2", "localhost:99999", "me:x@hunter2@localhost"]
)
def test_an_address_that_cannot_be_read_is_refused_and_not_repeated(load: Load, place: str) -> None:
    with pytest.raises(SettingsError) as error:
        load({"APP__DATABASE__URL": f"{min(SCHEMES)}://{place}/app"})

    assert "APP__DATABASE__URL (environment): Value error, url cannot be read" in str(error.value)
    assert "hunter2" not in str(error.value)


def test_a_missing_value_is_named_with_the_places_where_it_can_be_set(
    folder: Path, load: Load
) -> None:
    write(folder, "config/default.yaml", "")

    with pytest.raises(SettingsError) as error:
        load()

    assert "database (config/default.yaml or APP__DATABASE): Field required" in str(error.value)


@pytest.mark.parametrize("text", ["http: [", "- a", "http: 5", "\x00"])
def test_a_file_that_is_no_settings_file_is_an_error(folder: Path, load: Load, text: str) -> None:
    write(folder, "config/development.yaml", text)

    with pytest.raises(SettingsError, match=r"development\.yaml"):
        load()


def test_an_environment_that_does_not_exist_is_an_error(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"APP__ENVIRONMENT \(environment\)"):
        load({"APP__ENVIRONMENT": "../../etc/passwd"})
