"""What the documents say about the project is true."""

import re
from pathlib import Path

import pytest

from app.bootstrap.setting_names import known_settings, name_in_environment, name_in_files
from app.bootstrap.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
# Words in backticks that have the shape of a path and no pattern in it.
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|toml|yaml)|justfile|Dockerfile)`")


def read(name: str) -> str:
    """Return a document."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["AGENTS.md", "README.md"])
def test_paths_that_a_document_names_exist(document: str) -> None:
    paths = set(PATH.findall(read(document)))

    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_the_readme_lists_every_setting_with_its_variable() -> None:
    text = read("README.md")

    for path in known_settings(Settings):
        assert f"`{name_in_files(path)}`" in text
        assert f"`{name_in_environment(path)}`" in text


def test_recipes_that_documents_name_exist() -> None:
    recipes = set(re.findall(r"^([\w-]+)[^:=\n]*:(?!=)", read("justfile"), re.MULTILINE))

    for document in ("AGENTS.md", "README.md"):
        assert set(re.findall(r"\bjust ([\w-]+)", read(document))) <= recipes
