"""A project to read settings from."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from app.bootstrap.configuration import load_settings
from app.bootstrap.setting_names import SettingPath
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project that has only the settings it cannot do without."""
    (tmp_path / "config").mkdir()
    (tmp_path / "secrets").mkdir()
    defaults = tmp_path / "config" / "default.yaml"
    url = f"{min(SCHEMES)}://host/shop"
    defaults.write_text(f"database: {{url: '{url}'}}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def load(folder: Path) -> Callable[..., Settings]:
    """Return what reads that project, in an environment without variables."""

    def load_it(
        environ: Mapping[str, str] | None = None,
        arguments: Mapping[SettingPath, object] | None = None,
    ) -> Settings:
        return load_settings(
            arguments,
            folder=folder,
            environ=environ or {},
            secrets=folder / "secrets",
        )

    return load_it
