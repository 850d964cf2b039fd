"""Settings come in layers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES

DATABASE = f"database: {{url: '{min(SCHEMES)}://host/shop'}}"

Load = Callable[..., Settings]


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of the project."""
    (folder / name).write_text(text, encoding="utf-8")


def test_each_layer_overrides_the_one_before(folder: Path, load: Load) -> None:
    ports = [load().http.port]

    write(folder, "config/default.yaml", f"{DATABASE}\nhttp: {{port: 1}}")
    ports.append(load().http.port)
    write(folder, "config/development.yaml", "http: {port: 2}")
    ports.append(load().http.port)
    write(folder, "secrets/APP__HTTP__PORT", "3\n")
    ports.append(load().http.port)
    write(folder, ".env", "APP__HTTP__PORT=4")
    ports.append(load().http.port)
    ports.append(load({"APP__HTTP__PORT": "5"}).http.port)
    arguments = {("http", "port"): 6}
    ports.append(load({"APP__HTTP__PORT": "5"}, arguments=arguments).http.port)

    assert ports == [8000, 1, 2, 3, 4, 5, 6]


def test_a_layer_leaves_what_it_does_not_name(folder: Path, load: Load) -> None:
    write(folder, "config/development.yaml", "http: {host: 0.0.0.0}")

    settings = load({"APP__HTTP__PORT": "5"})

    assert (settings.http.host, settings.http.port) == ("0.0.0.0", 5)


@pytest.mark.parametrize("place", ["config/default.yaml", ".env", "variable"])
def test_the_environment_decides_which_file_is_read(folder: Path, load: Load, place: str) -> None:
    write(folder, "config/production.yaml", "logging: {format: json}")
    environ = {"APP__ENVIRONMENT": "production"} if place == "variable" else {}
    if place == "config/default.yaml":
        write(folder, place, f"environment: production\n{DATABASE}")
    if place == ".env":
        write(folder, place, "APP__ENVIRONMENT=production")

    assert load(environ).logging.format == "json"


def test_lists_are_written_with_commas(load: Load) -> None:
    settings = load({"APP__HTTP__CORS_ORIGINS": "https://a.example, https://b.example"})

    assert settings.http.cors_origins == ("https://a.example", "https://b.example")


def test_arguments_that_were_not_given_change_nothing(load: Load) -> None:
    assert load(arguments={("http", "port"): None}).http.port == 8000


def test_variables_of_others_are_none_of_its_business(folder: Path, load: Load) -> None:
    write(folder, ".env", "OTHER_PASSWORD=x")
    write(folder, "secrets/tls.key", "x")

    assert load({"PATH": "/bin", "APP_HOME": "/app"}).http.port == 8000
