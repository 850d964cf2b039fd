"""Arcana as it is installed from a wheel: without its repository, with the template as data."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.unit.machine import copy_tiny

import arcana_gen


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with Arcana in it."""
    package = tmp_path / "home" / "site-packages" / "arcana_gen"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(arcana_gen.__file__).parent, package, ignore=ignore)
    copy_tiny(package / "_bundled")
    return package.parent


def run(site: Path, work: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "arcana_gen", *words],
        cwd=work,
        env={**os.environ, "PYTHONPATH": str(site), "HOME": str(site.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_makes_projects_and_adds_to_them(site: Path, work: Path) -> None:
    made = run(site, work, "new", "shop", "--no-install", "--no-git")
    added = run(site, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert (made.returncode, added.returncode) == (0, 0), made.stderr + added.stderr
    answers = yaml.safe_load((work / "shop" / ".copier-answers.yml").read_text())
    assert answers["_src_path"] == "~/site-packages/arcana_gen/_bundled"
    assert answers["_commit"] == f"v{arcana_gen.__version__}"
    assert (work / "shop" / "src" / "app" / "entities" / "order").is_dir()


def test_a_project_of_another_version_is_served_with_a_note(site: Path, work: Path) -> None:
    run(site, work, "new", "shop", "--no-install", "--no-git")
    version = site / "arcana_gen" / "__init__.py"
    version.write_text(version.read_text().replace(arcana_gen.__version__, "9.9.9"))

    added = run(site, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert added.returncode == 0, added.stderr
    assert f"has template version `v{arcana_gen.__version__}`, this Arcana `v9.9.9`" in added.stderr
