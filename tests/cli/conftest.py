"""Running `arcana` in this process, on a machine that is the same everywhere."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana, Ended
from tests.unit.machine import commit_all, copy_tiny, isolate

from arcana_gen.cli import main


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))
    # What a killed program leaves in its temporary folder goes with the folders of the tests.
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("tmp")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795253400")


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small template in a git repository, which all commands use."""
    folder = copy_tiny(tmp_path / "tiny")
    commit_all(folder)
    monkeypatch.setenv("ARCANA_TEMPLATE", str(folder))
    return folder


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands are run in."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


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
def shop(tiny: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, which commands are run in."""
    assert tiny.is_dir()
    done = arcana("new", "shop", "--no-install", "--no-git", "--entity", "Tag label:str")
    assert done.code == 0, done.err
    monkeypatch.chdir(work / "shop")
    return work / "shop"
