"""A conflict in what is no text, outside of a git repository."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana, Ended
from tests.unit.machine import commit_all

MINE = b"\x89PNG\0 drawn by me"
BESIDE = "docs/logo.png.arcana-theirs"


@pytest.fixture
def logo(arcana: Arcana, shop: Path) -> Path:
    """A logo that the user has drawn anew, in a project that has switched its docs off."""
    path = shop / "docs" / "logo.png"
    path.write_bytes(MINE)
    assert arcana("set", "docs=no").code == 0
    return path


def switch_docs_on(arcana: Arcana, *words: str) -> Ended:
    return arcana("set", "docs=yes", *words)


def test_the_template_s_side_stands_beside_it(arcana: Arcana, shop: Path, logo: Path) -> None:
    ended = switch_docs_on(arcana)

    assert ended.code == 3
    assert logo.read_bytes() == MINE
    assert (shop / BESIDE).read_bytes().startswith(b"\x89PNG\r\n")
    words = " ".join(ended.err.split())
    assert "`docs/logo.png` cannot be merged and stays as it is" in words
    assert f"the template's version is in `{BESIDE}`" in words
    assert "1 in conflict" in ended.err
    assert f"rm {BESIDE}  # when you have taken what you want of it" in ended.err


def test_the_plan_shows_it_and_a_dry_run_writes_nothing(arcana: Arcana, logo: Path) -> None:
    ended = switch_docs_on(arcana, "--dry-run")

    assert "+ logo.png.arcana-theirs  (the template's version of `docs/logo.png`)" in ended.out
    assert [path.name for path in logo.parent.iterdir()] == ["logo.png"]


@pytest.mark.usefixtures("logo")
def test_programs_learn_its_path(arcana: Arcana) -> None:
    ended = switch_docs_on(arcana, "--json")

    assert (ended.changes["docs/logo.png"], ended.changes[BESIDE]) == ("conflict", "add")
    assert f'"beside": "{BESIDE}"' in ended.out


@pytest.mark.usefixtures("logo")
def test_status_counts_it_until_it_is_gone(arcana: Arcana, shop: Path) -> None:
    switch_docs_on(arcana)

    before = arcana("status")
    again = arcana("set", "workers=3")
    (shop / BESIDE).unlink()
    after = arcana("status")

    assert f"conflicts   1\n  ! {BESIDE}\n" in before.out
    assert again.code == 1
    assert f"conflicts are left in `{BESIDE}`" in again.err
    assert "conflicts   none\n" in after.out
    assert arcana("set", "workers=3").code == 0


@pytest.mark.usefixtures("logo")
def test_in_a_repository_git_has_both_sides(arcana: Arcana, shop: Path) -> None:
    commit_all(shop)

    ended = switch_docs_on(arcana)

    assert "git mergetool docs/logo.png" in ended.err
    assert not (shop / BESIDE).exists()


def test_what_only_adds_writes_no_side(arcana: Arcana, shop: Path) -> None:
    place = shop / "src" / "app" / "entities" / "order" / "entity.py"
    place.parent.mkdir()
    place.write_bytes(MINE)

    ended = arcana("add", "entity", "Order", "number:str")

    assert ended.code == 1
    assert [path.name for path in place.parent.iterdir()] == ["entity.py"]
