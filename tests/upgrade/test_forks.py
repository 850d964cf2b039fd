"""A company's fork of the template: its versions, what they change, and when it is not there."""

import shutil
from pathlib import Path

import pytest
import yaml
from tests.cli.running import Arcana, Ended
from tests.support.projects import tree
from tests.unit.machine import commit_all, copy_tiny, isolate
from tests.unit.template.repositories import commit, git

from arcana_gen.cli import main

ENTITY = "src/app/entities/order/entity.py"
EDIT = "# What the user wrote.\n"
LIST = """\
versions:
  - version: 1.0.0
    commit: {first}
  - version: 1.1.0
    changes:
      - Two workers are the least.
      - text: The docs have another name.
        when: docs
      - text: Connections are checked.
        when: database != "sqlite"
    renames:
      docs/: pages/
      src/app/entities/*/entity.py: src/app/entities/*/model.py
"""


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture
def arcana(capfd: pytest.CaptureFixture[str]) -> Arcana:
    """Run a command in this process, without a terminal."""

    def run(*words: str) -> Ended:
        capfd.readouterr()
        code = main(words)
        out, err = capfd.readouterr()
        return Ended(code=code, out=out, err=err)

    return run


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """The fork, with two releases."""
    folder = copy_tiny(tmp_path / "fork")
    commit_all(folder)
    git(folder, "tag", "v1.0.0")
    first = git(folder, "rev-parse", "HEAD")
    (folder / "template/docs").rename(folder / "template/pages")
    questions = folder / "copier.yml"
    questions.write_text(questions.read_text().replace("/docs\n", "/pages\n"))
    [entity] = (folder / "template" / "src").rglob("entity.py.jinja")
    entity.rename(entity.with_name("model.py.jinja"))
    commit(folder, "template-versions.yml", LIST.format(first=first))
    git(folder, "tag", "v1.1.0")
    return folder


@pytest.fixture(params=["", "git+file://"], ids=["folder", "address"])
def source(request: pytest.FixtureRequest, fork: Path) -> str:
    """How the fork is named, which is how projects record it."""
    return f"{request.param}{fork}"


@pytest.fixture
def shop(source: str, tmp_path: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its first release, in which the user has written; commands are run in it."""
    folder = tmp_path / "shop"
    options = ("--output", str(folder), "--yes", "--no-install", "--no-git")
    made = arcana("new", "shop", "--template", f"{source}@v1.0.0", *options)
    assert made.code == 0, made.err
    assert arcana("add", "entity", "Order", "number:str", "--project", str(folder)).code == 0
    for name in ("docs/index.md", ENTITY):
        with (folder / name).open("a") as file:
            file.write(EDIT)
    (folder / "docs" / "own.md").write_text(EDIT)
    monkeypatch.chdir(folder)
    return folder


def recorded(project: Path) -> tuple[str, str]:
    answers = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return answers["_src_path"], answers["_commit"]


def test_an_update_follows_the_recorded_source_and_edits_follow_their_file(
    shop: Path, source: str, arcana: Arcana
) -> None:
    updated = arcana("update", "--yes", "--no-install")

    assert updated.code == 0, updated.err
    assert recorded(shop) == (source, "v1.1.0")
    for name in ("pages/index.md", ENTITY.replace("entity.py", "model.py"), "pages/own.md"):
        assert (shop / name).read_text().endswith(EDIT)
    assert not (shop / ENTITY).exists()
    assert not (shop / "docs").exists()


def test_what_the_project_will_do_otherwise_is_told(shop: Path, arcana: Arcana) -> None:
    before = tree(shop)

    told = arcana("update", "--dry-run")

    assert "Two workers are the least." in told.err
    assert "The docs have another name." in told.err
    assert "Connections are checked." not in told.err
    assert tree(shop) == before


def test_a_bot_can_ask_whether_there_is_something_newer(shop: Path, arcana: Arcana) -> None:
    asked = arcana("update", "--check", "--json")
    arcana("update", "--yes", "--no-install")
    again = arcana("update", "--check", "--json")

    assert recorded(shop)[1] == "v1.1.0"
    assert [asked.document["is_newer"], again.document["is_newer"]] == [True, False]


def test_a_project_can_stay_behind(shop: Path, source: str, fork: Path, arcana: Arcana) -> None:
    commit(fork, "template/news.txt", "news")
    git(fork, "tag", "v1.2.0")

    updated = arcana("update", "--to", "1.1.0", "--yes", "--no-install")

    assert updated.code == 0, updated.err
    assert recorded(shop) == (source, "v1.1.0")
    assert not (shop / "news.txt").exists()


@pytest.mark.parametrize(
    ("version", "problem"),
    [("v9.9.9", "has no version `v9.9.9`"), ("v0.9.0", "has no version `v0.9.0`")],
)
def test_a_version_that_is_not_there_changes_nothing(
    shop: Path, arcana: Arcana, version: str, problem: str
) -> None:
    before = tree(shop)

    ended = arcana("update", "--to", version, "--yes")

    assert (ended.code, tree(shop)) == (1, before)
    assert problem in ended.err


def test_a_downgrade_changes_nothing(shop: Path, arcana: Arcana) -> None:
    arcana("update", "--yes", "--no-install")
    before = tree(shop)

    ended = arcana("update", "--to", "v1.0.0", "--yes")

    assert (ended.code, tree(shop)) == (1, before)
    assert "`v1.0.0` is older" in ended.err


def test_a_source_that_cannot_be_reached_changes_nothing(
    shop: Path, fork: Path, arcana: Arcana
) -> None:
    shutil.rmtree(fork)
    before = tree(shop)

    ended = arcana("update", "--yes")

    assert (ended.code, tree(shop)) == (1, before)
    assert "ARCANA_TEMPLATE" in ended.err
    assert str(fork) in ended.err


def test_a_source_that_moved_is_named_by_the_environment(
    shop: Path, fork: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = fork.rename(fork.with_name("moved"))
    monkeypatch.setenv("ARCANA_TEMPLATE", str(moved))

    updated = arcana("update", "--yes", "--no-install")

    assert updated.code == 0, updated.err
    assert recorded(shop) == (str(moved), "v1.1.0")
