"""A developer's database file needs no care: serving creates and migrates it."""

from pathlib import Path

import httpx
import pytest

from tests.e2e.process import run, serving


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """Return the address of a file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'new.db'}"


def test_serving_in_development_creates_and_migrates_the_file(
    tmp_path: Path, file_url: str
) -> None:
    with serving(tmp_path, "-m", "app", "serve", APP__DATABASE__URL=file_url) as server:
        assert httpx.get(f"{server.url}/ready").json() == {"status": "ok"}


def test_sample_data_comes_with_the_tables_that_it_needs(file_url: str) -> None:
    result = run("seed", "--rows", "2", APP__DATABASE__URL=file_url)

    assert result.returncode == 0, result.stderr
    assert run("migrate", "status", APP__DATABASE__URL=file_url).returncode == 0
