"""Arcana as it is installed from a wheel: without its repository, with the template as data."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.unit.machine import commit_all, copy_tiny
from tests.unit.template.repositories import commit

import arcana_gen
from arcana_gen.template.history import write_bundle

BUNDLE = "~/.local/share/arcana/template.bundle"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with Arcana in it."""
    package = tmp_path / "home" / "site-packages" / "arcana_gen"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(arcana_gen.__file__).parent, package, ignore=ignore)
    copy_tiny(package / "_bundled")
    return package.parent


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The repository that packages are built from."""
    folder = copy_tiny(tmp_path / "source")
    commit_all(folder)
    return folder


def package(source: Path, site: Path) -> None:
    """Put the template and its history into the installed package, as the build does."""
    bundled = site / "arcana_gen" / "_bundled"
    shutil.rmtree(bundled)
    shutil.copytree(source, bundled, ignore=shutil.ignore_patterns(".git"))
    write_bundle(source, bundled / "template.bundle", now=0)


def recorded(project: Path) -> tuple[str, str]:
    answers = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return answers["_src_path"], answers["_commit"]


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


def test_a_package_with_a_history_puts_it_to_where_projects_look_for_it(
    site: Path, source: Path, work: Path
) -> None:
    package(source, site)

    made = run(site, work, "new", "shop", "--no-install", "--no-git")

    assert made.returncode == 0, made.stderr
    assert recorded(work / "shop") == (BUNDLE, "v0.0.0.post1")
    assert (site.parent / BUNDLE.removeprefix("~/")).is_file()


def test_a_project_of_a_package_without_a_history_goes_on_with_a_note(
    site: Path, source: Path, work: Path
) -> None:
    run(site, work, "new", "shop", "--no-install", "--no-git")
    package(source, site)

    added = run(site, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert added.returncode == 0, added.stderr
    assert "this Arcana `v0.0.0.post1`" in added.stderr


def test_a_project_is_served_in_its_own_version_by_a_newer_package(
    site: Path, source: Path, work: Path
) -> None:
    package(source, site)
    run(site, work, "new", "shop", "--no-install", "--no-git")
    entity = next((source / "template/src/app/entities").glob("*entity*/*"))
    commit(source, entity.relative_to(source).as_posix(), "# Newer\n")
    package(source, site)

    added = run(site, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert added.returncode == 0, added.stderr
    assert recorded(work / "shop") == (BUNDLE, "v0.0.0.post1")
    order = work / "shop" / "src" / "app" / "entities" / "order"
    assert all("# Newer" not in path.read_text() for path in order.iterdir())


def test_a_project_goes_to_the_version_that_the_package_brings(
    site: Path, source: Path, work: Path
) -> None:
    package(source, site)
    run(site, work, "new", "shop", "--no-install", "--no-git")
    commit(source, "template/news.txt", "news\n")
    package(source, site)

    updated = run(site, work, "update", "--yes", "--no-install", "--project", "shop")

    assert updated.returncode == 0, updated.stderr
    assert recorded(work / "shop") == (BUNDLE, "v0.0.0.post2")
    assert (work / "shop" / "news.txt").read_text() == "news\n"


def test_an_older_package_changes_no_project_of_a_newer_one(
    site: Path, source: Path, work: Path
) -> None:
    older = site.parent.parent / "older" / site.name
    package(source, site)
    shutil.copytree(site, older)
    commit(source, "template/news.txt", "news\n")
    package(source, site)
    run(site, work, "new", "shop", "--no-install", "--no-git")

    updated = run(older, work, "update", "--yes", "--project", "shop")
    added = run(older, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert (updated.returncode, added.returncode) == (1, 1)
    for ended in (updated, added):
        assert "`v0.0.0.post2`, but the newest that this Arcana knows is" in ended.stderr
        assert "pip install --upgrade arcana-gen" in ended.stderr
    assert recorded(work / "shop") == (BUNDLE, "v0.0.0.post2")


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        ("0.0.0.post1", "`v0.0.0.post1` is older"),
        ("9.0.0", "up to `v0.0.0.post2`, not `9.0.0`"),
        ("0.0.0.post1.dev4", "has no version `0.0.0.post1.dev4`"),
    ],
)
def test_a_version_that_cannot_be_gone_to_is_an_error(
    site: Path, source: Path, work: Path, version: str, problem: str
) -> None:
    commit(source, "template/news.txt", "news\n")
    package(source, site)
    run(site, work, "new", "shop", "--no-install", "--no-git")

    updated = run(site, work, "update", "--yes", "--to", version, "--project", "shop")

    assert updated.returncode == 1
    assert problem in updated.stderr
    assert recorded(work / "shop") == (BUNDLE, "v0.0.0.post2")


def test_a_version_that_no_package_has_any_more_is_an_error(
    site: Path, source: Path, work: Path
) -> None:
    package(source, site)
    run(site, work, "new", "shop", "--no-install", "--no-git")
    answers = work / "shop" / ".copier-answers.yml"
    answers.write_text(answers.read_text().replace("v0.0.0.post1", "v0.0.0.dev5"))

    added = run(site, work, "add", "entity", "Order", "number:str", "--project", "shop")

    assert added.returncode == 1
    assert "was made from version `v0.0.0.dev5`" in added.stderr
