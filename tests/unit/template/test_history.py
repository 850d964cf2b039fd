from pathlib import Path

import pytest
from tests.support.places import ROOT
from tests.unit.template.repositories import commit, git

from arcana_gen.template import find_template
from arcana_gen.template.bundle import last_version
from arcana_gen.template.errors import VersionsUnreadable
from arcana_gen.template.history import has_history, states, write_bundle
from arcana_gen.template.versions import LIST

NOW = 1795253400


def versions(repository: Path) -> list[str]:
    return [state.version for state in states(repository)]


def list_versions(repository: Path, *versions: tuple[str, str]) -> None:
    entries = [f"  - version: {version}\n    commit: {made}\n" for version, made in versions]
    commit(repository, LIST, "".join(["versions:\n", *entries]))


def test_states_before_the_first_release_are_counted(tiny_repository: Path) -> None:
    commit(tiny_repository, "template/version.txt", "next")

    assert versions(tiny_repository) == ["v0.0.0.post1", "v0.0.0.post2"]


def test_commits_that_leave_the_template_alone_do_not_count(tiny_repository: Path) -> None:
    commit(tiny_repository, "notes.txt", "hello")
    commit(tiny_repository, LIST, "versions: []\n")

    assert versions(tiny_repository) == ["v0.0.0.post1"]


def test_commits_before_there_was_a_template_do_not_count(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "copier.yml", "_subdirectory: template\n")
    commit(tmp_path, "template/README.md", "hello")

    [state] = states(tmp_path)

    assert (state.version, state.source) == ("v0.0.0.post1", git(tmp_path, "rev-parse", "HEAD"))


def test_a_listed_commit_is_a_release_and_counting_begins_anew(tiny_repository: Path) -> None:
    released = commit(tiny_repository, "template/version.txt", "released")
    list_versions(tiny_repository, ("1.0.0", released))
    for text in ("next", "after next"):
        commit(tiny_repository, "template/version.txt", text)

    found = versions(tiny_repository)

    assert found == ["v0.0.0.post1", "v1.0.0", "v1.0.0.post1", "v1.0.0.post2"]


def test_a_release_may_be_a_commit_that_left_the_template_alone(tiny_repository: Path) -> None:
    released = commit(tiny_repository, "notes.txt", "hello")
    list_versions(tiny_repository, ("1.0.0", released))

    assert versions(tiny_repository) == ["v1.0.0"]


def test_the_version_that_is_being_made_is_no_release_yet(tiny_repository: Path) -> None:
    commit(tiny_repository, LIST, "versions:\n  - version: 1.0.0\n    changes: [Less.]\n")

    assert versions(tiny_repository) == ["v0.0.0.post1"]


def test_what_a_branch_did_counts_once_when_it_is_merged(tiny_repository: Path) -> None:
    git(tiny_repository, "checkout", "-q", "-b", "team")
    for text in ("one", "two"):
        commit(tiny_repository, "template/version.txt", text)
    git(tiny_repository, "checkout", "-q", "main")
    git(tiny_repository, "merge", "-q", "--no-ff", "-m", "Merge", "team")

    assert versions(tiny_repository) == ["v0.0.0.post1", "v0.0.0.post2"]


@pytest.mark.parametrize("listed", ["a" * 40, ""])
def test_a_release_that_is_not_on_the_main_line_is_an_error(
    tiny_repository: Path, listed: str
) -> None:
    git(tiny_repository, "checkout", "-q", "-b", "team")
    aside = commit(tiny_repository, "template/version.txt", "aside")
    git(tiny_repository, "checkout", "-q", "main")
    list_versions(tiny_repository, ("1.0.0", listed or aside))

    with pytest.raises(VersionsUnreadable, match=r"the commit of `1\.0\.0`"):
        states(tiny_repository)


def test_two_releases_of_one_state_are_an_error(tiny_repository: Path) -> None:
    first = git(tiny_repository, "rev-parse", "HEAD")
    list_versions(tiny_repository, ("1.0.0", first), ("1.1.0", first))

    with pytest.raises(VersionsUnreadable, match="the same as"):
        states(tiny_repository)


def test_a_bundle_has_every_state_with_the_template_alone(
    tiny_repository: Path, tmp_path: Path
) -> None:
    released = commit(tiny_repository, "template/version.txt", "released")
    list_versions(tiny_repository, ("1.0.0", released))
    commit(tiny_repository, "src/app.py", "print()")
    commit(tiny_repository, "template/version.txt", "next")
    bundle = tmp_path / "template.bundle"

    newest = write_bundle(tiny_repository, bundle, now=NOW)

    assert newest == last_version(bundle) == "v1.0.0.post1"
    found = {v: find_template(f"{bundle}@{v}") for v in ("v0.0.0.post1", "v1.0.0", newest)}
    assert [template.version for template in found.values()] == list(found)
    texts = [found[version].root / "template/version.txt" for version in ("v1.0.0", newest)]
    assert [path.read_text() for path in texts] == ["released", "next"]
    assert not (found["v0.0.0.post1"].root / "template/version.txt").exists()
    names = {path.name for path in found[newest].root.iterdir()}
    assert names == {"copier.yml", "includes", "template", LIST}


def test_files_keep_their_modes(tiny_repository: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "template.bundle"
    write_bundle(tiny_repository, bundle, now=NOW)

    program = find_template(str(bundle)).root / "template" / "bin" / "run"

    assert program.stat().st_mode & 0o100


def test_tags_and_branches_of_the_clone_do_not_matter(
    tiny_repository: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_bundle(tiny_repository, first, now=NOW)
    git(tiny_repository, "tag", "v9.0.0")
    git(tiny_repository, "checkout", "-q", "-b", "other")

    write_bundle(tiny_repository, second, now=NOW + 60)

    assert first.read_bytes() == second.read_bytes()


def test_writing_a_bundle_leaves_the_repository_alone(
    tiny_repository: Path, tmp_path: Path
) -> None:
    (tiny_repository / "template" / "draft.txt").write_text("draft")
    before = git(tiny_repository, "count-objects", "-v"), git(tiny_repository, "status", "-s")

    write_bundle(tiny_repository, tmp_path / "template.bundle", now=NOW)

    after = git(tiny_repository, "count-objects", "-v"), git(tiny_repository, "status", "-s")
    assert before == after


def test_what_is_not_committed_is_a_state_of_its_own(tiny_repository: Path, tmp_path: Path) -> None:
    (tiny_repository / ".gitignore").write_text("*.cache\n")
    (tiny_repository / "template" / "draft.txt").write_text("draft")
    (tiny_repository / "template" / "some.cache").write_text("ignored")
    (tiny_repository / "includes" / "entities.jinja").unlink()
    bundle = tmp_path / "template.bundle"

    version = write_bundle(tiny_repository, bundle, now=NOW)

    assert version == "v0.0.0.post1+20261121093000"
    root = find_template(str(bundle)).root
    assert (root / "template" / "draft.txt").read_text() == "draft"
    assert not (root / "template" / "some.cache").exists()
    assert not (root / "includes" / "entities.jinja").exists()


def test_a_repository_without_commits_or_cut_short_has_no_history(
    tiny_repository: Path, tiny: Path, tmp_path: Path
) -> None:
    commit(tiny_repository, "template/version.txt", "next")
    shallow, empty = tmp_path / "shallow", tmp_path / "empty"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tiny_repository}", str(shallow))
    git(tmp_path, "init", "-q", str(empty))

    places = (tiny_repository, shallow, empty, tiny / "template", tmp_path)
    assert [has_history(place) for place in places] == [True, False, False, False, False]


def test_this_repository_has_a_history() -> None:
    if not has_history(ROOT):
        pytest.skip("this clone is not whole")

    assert versions(ROOT)
