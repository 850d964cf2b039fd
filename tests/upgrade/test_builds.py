"""What a build carries of the template's history, by what it is built from."""

import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.support.wheels import Clone, build

from arcana_gen.template.bundle import last_version

BUNDLED = "arcana_gen/_bundled"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository with a release and a change after it."""
    clone = Clone.made(tmp_path_factory.mktemp("builds") / "clone")
    clone.release("0.1.0")
    clone.replace("template/README.md.jinja", "## ", "### ")
    clone.commit("Next")
    return clone


def history(wheel: Path, folder: Path) -> str:
    """The last version in the history of a wheel; empty where it carries none."""
    with zipfile.ZipFile(wheel) as archive:
        name = f"{BUNDLED}/template.bundle"
        if name not in archive.namelist():
            return ""
        return last_version(Path(archive.extract(name, folder)))


def test_a_wheel_has_the_files_of_the_last_version_beside_the_history(
    clone: Clone, tmp_path: Path
) -> None:
    wheel = clone.wheel(tmp_path / "dist")

    assert history(wheel, tmp_path) == "v0.1.0.post1"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        text = archive.read(f"{BUNDLED}/template/README.md.jinja")
    tracked = clone.git("ls-files", "copier.yml", "includes", "template", "template-versions.yml")
    assert {f"{BUNDLED}/{name}" for name in tracked.splitlines() if '"' not in name} <= names
    assert b"### " in text


def test_a_wheel_that_is_built_from_an_sdist_has_the_history_of_the_clone(
    clone: Clone, tmp_path: Path
) -> None:
    sdist = build(clone.folder, tmp_path / "sdist", "--sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    [folder] = (tmp_path / "unpacked").iterdir()

    wheel = build(folder, tmp_path / "dist", "--wheel")

    assert history(wheel, tmp_path) == "v0.1.0.post1"


def test_a_template_that_is_not_committed_comes_along_as_it_is(
    clone: Clone, tmp_path: Path
) -> None:
    copy = Clone(tmp_path / "copy")
    shutil.copytree(clone.folder, copy.folder)
    (copy.folder / "template" / "draft.txt").write_text("draft")

    found = history(copy.wheel(tmp_path / "dist"), tmp_path)

    assert found.startswith("v0.1.0.post1+2")


@pytest.mark.parametrize("cut", ["shallow", "without git"])
def test_a_source_without_history_is_built_with_its_files_alone(
    clone: Clone, tmp_path: Path, cut: str
) -> None:
    folder = tmp_path / "source"
    command = ["git", "clone", "--quiet", "--depth", "1", clone.folder.as_uri(), str(folder)]
    subprocess.run(command, check=True)
    if cut == "without git":
        shutil.rmtree(folder / ".git")

    wheel = Clone(folder).wheel(tmp_path / "dist")

    assert history(wheel, tmp_path) == ""
    with zipfile.ZipFile(wheel) as archive:
        assert f"{BUNDLED}/copier.yml" in archive.namelist()


def test_equal_sources_make_equal_wheels(clone: Clone, tmp_path: Path) -> None:
    first, second = (clone.wheel(tmp_path / name) for name in ("first", "second"))

    assert first.read_bytes() == second.read_bytes()
