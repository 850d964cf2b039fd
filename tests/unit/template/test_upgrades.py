import shutil
from pathlib import Path

import pytest
from tests.unit.template.repositories import commit, git, release

from arcana_gen.errors import TemplateVersionMissing
from arcana_gen.template import (
    Order,
    compare,
    leads_on,
    newest_version,
    own_template,
    template_at,
)
from arcana_gen.template.errors import (
    TemplateDowngrade,
    TemplateSourceGone,
    TemplateUnversioned,
)


@pytest.fixture
def fork(tiny_repository: Path) -> Path:
    """A company's fork with two releases and a commit after them."""
    release(tiny_repository, "v1.0.0")
    release(tiny_repository, "v1.1.0")
    commit(tiny_repository, "template/version.txt", "next")
    return tiny_repository


def test_the_newest_version_is_the_last_release(fork: Path) -> None:
    found = newest_version(str(fork))

    assert (found.source, found.version) == (str(fork), "v1.1.0")
    assert (found.root / "template" / "version.txt").read_text() == "v1.1.0"


def test_without_releases_the_newest_version_is_the_last_commit(tiny_repository: Path) -> None:
    found = newest_version(str(tiny_repository))

    assert found.version == git(tiny_repository, "describe", "--always")


def test_arcanas_own_template_is_newest_as_arcana_brings_it() -> None:
    own = own_template()

    assert newest_version(own.source) == own


def test_an_address_is_asked_each_time(fork: Path) -> None:
    address = f"git+file://{fork}"
    newest_version(address)
    release(fork, "v1.2.0")

    assert newest_version(address).version == "v1.2.0"


@pytest.mark.parametrize("version", ["v1.0.0", "1.0.0"])
def test_a_version_is_found_with_and_without_its_v(fork: Path, version: str) -> None:
    found = template_at(str(fork), version)

    assert found.version == "v1.0.0"
    assert (found.root / "template" / "version.txt").read_text() == "v1.0.0"


def test_a_tag_that_is_gone_is_an_error(fork: Path) -> None:
    address = f"git+file://{fork}"
    template_at(address, "v1.0.0")
    git(fork, "tag", "--delete", "v1.0.0")

    with pytest.raises(TemplateVersionMissing, match=r"has no version `v1\.0\.0`") as caught:
        template_at(address, "v1.0.0")

    assert "git ls-remote" in str(caught.value.hint)


@pytest.mark.parametrize("prefix", ["", "git+file://"])
def test_a_source_that_is_gone_is_an_error_even_with_a_copy_of_it(fork: Path, prefix: str) -> None:
    source = f"{prefix}{fork}"
    newest_version(source)
    shutil.rmtree(fork)

    with pytest.raises(TemplateSourceGone) as caught:
        newest_version(source)

    assert "`ARCANA_TEMPLATE`" in str(caught.value.hint)


def test_a_source_that_moved_is_found_through_the_environment(
    fork: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = fork.rename(fork.with_name("moved"))
    monkeypatch.setenv("ARCANA_TEMPLATE", f"{moved}@v1.0.0")

    assert newest_version(str(fork)).version == "v1.1.0"


def test_a_version_that_is_here_needs_no_network(fork: Path) -> None:
    address = f"git+file://{fork}"
    newest_version(address)
    shutil.rmtree(fork)

    found = template_at(address, "v1.0.0")

    assert found.version == "v1.0.0"
    assert "cannot be reached" in found.notes[0]


def test_a_version_that_is_not_here_needs_the_source(fork: Path) -> None:
    address = f"git+file://{fork}"
    newest_version(address)
    shutil.rmtree(fork)

    with pytest.raises(TemplateSourceGone):
        template_at(address, "v3.0.0")


def test_a_plain_folder_has_no_versions(tiny: Path) -> None:
    with pytest.raises(TemplateUnversioned, match="without git history"):
        newest_version(str(tiny))


def test_another_release_leads_on_and_the_same_does_not(fork: Path) -> None:
    newest = newest_version(str(fork))

    assert [leads_on(version, newest) for version in ("v1.0.0", "v1.1.0")] == [True, False]


@pytest.mark.parametrize("chosen", [True, False])
def test_an_older_release_is_a_downgrade(fork: Path, *, chosen: bool) -> None:
    older = template_at(str(fork), "v1.0.0")

    with pytest.raises(TemplateDowngrade, match=r"`v1\.1\.0`; `v1\.0\.0` is older"):
        leads_on("v1.1.0", older, chosen=chosen)


def test_a_commit_before_the_release_is_older_than_it(fork: Path) -> None:
    described = git(fork, "describe", "--tags")

    assert compare(described, newest_version(str(fork))) is Order.OLDER
    assert compare("v1.0.0", template_at(str(fork), described)) is Order.NEWER


def test_commits_are_compared_by_their_history(tiny_repository: Path) -> None:
    first = git(tiny_repository, "rev-parse", "--short", "HEAD")
    second = commit(tiny_repository, "template/version.txt", "next")[:7]
    git(tiny_repository, "checkout", "-q", "-b", "other", first)
    third = commit(tiny_repository, "template/version.txt", "other")[:7]

    found = {name: template_at(str(tiny_repository), name) for name in (first, second, third)}

    assert compare(first, found[second]) is Order.NEWER
    assert compare(second, found[first]) is Order.OLDER
    assert compare(second, found[second]) is Order.SAME
    assert compare(second, found[third]) is Order.UNKNOWN
    assert compare("abcdef0", found[third]) is Order.UNKNOWN
