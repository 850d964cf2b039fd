from pathlib import Path

import pytest
from tests.unit.template.repositories import commit, git

from arcana_gen.template.bundle import BUNDLE, last_version, place, placed_bundle
from arcana_gen.template.history import write_bundle


@pytest.fixture
def bundles(tiny_repository: Path, tmp_path: Path) -> tuple[Path, Path]:
    """What an older and a newer package carry."""
    older, newer = tmp_path / "older.bundle", tmp_path / "newer.bundle"
    write_bundle(tiny_repository, older, now=0)
    commit(tiny_repository, "template/version.txt", "next")
    write_bundle(tiny_repository, newer, now=0)
    return older, newer


def test_the_bundle_goes_to_where_projects_look_for_it(bundles: tuple[Path, Path]) -> None:
    older, _ = bundles

    note = place(older)

    assert note == ""
    assert placed_bundle() == Path.home() / ".local" / "share" / "arcana" / "template.bundle"
    assert placed_bundle().read_bytes() == older.read_bytes()
    assert [path.name for path in placed_bundle().parent.iterdir()] == ["template.bundle"]


def test_the_place_is_the_same_for_everyone(
    bundles: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    place(bundles[0])

    assert Path(BUNDLE).expanduser().is_file()


def test_a_newer_package_renews_the_bundle_and_an_older_one_does_not(
    bundles: tuple[Path, Path],
) -> None:
    older, newer = bundles

    for bundle in (older, newer, older):
        place(bundle)

    assert placed_bundle().read_bytes() == newer.read_bytes()


def test_the_same_bundle_is_not_written_again(bundles: tuple[Path, Path]) -> None:
    place(bundles[0])
    before = placed_bundle().stat().st_ino

    place(bundles[0])

    assert placed_bundle().stat().st_ino == before


@pytest.mark.parametrize("rest", [b"", b"# v2 git bundle\n", b"\xff\xfe\x00", b"PACK"])
def test_a_bundle_that_cannot_be_read_is_replaced(bundles: tuple[Path, Path], rest: bytes) -> None:
    place(bundles[0])
    placed_bundle().write_bytes(rest)
    assert last_version(placed_bundle()) == ""

    place(bundles[0])

    assert last_version(placed_bundle()) == "v0.0.0.post1"


def test_a_version_with_another_history_is_the_package_s(
    bundles: tuple[Path, Path], tiny_repository: Path, tmp_path: Path
) -> None:
    place(bundles[1])
    (tiny_repository / ".git").rename(tmp_path / "former")
    git(tiny_repository, "init", "-q", "-b", "main")
    commit(tiny_repository, "template/version.txt", "one")
    commit(tiny_repository, "template/version.txt", "two")
    other = tmp_path / "other.bundle"
    write_bundle(tiny_repository, other, now=0)

    place(other)

    assert placed_bundle().read_bytes() == other.read_bytes()


def test_a_home_that_cannot_be_written_to_gives_a_note(
    bundles: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home.txt"
    home.write_text("a file")
    monkeypatch.setenv("HOME", str(home))

    assert "which plain `copier update` needs" in place(bundles[0])
