import shutil
from pathlib import Path

import pytest
from tests.unit.template.repositories import git

import arcana_gen
from arcana_gen.errors import (
    TemplateLost,
    TemplateNotFound,
    TemplateUnreachable,
    TemplateVersionMissing,
)
from arcana_gen.template import find_template, recorded_template
from arcana_gen.template.source import split_version


def commit(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", f"Change {name}")
    return git(folder, "rev-parse", "--short", "HEAD")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("git@example.com:team/template.git", ("git@example.com:team/template.git", "")),
        ("git@example.com:team/template.git@v2", ("git@example.com:team/template.git", "v2")),
        ("https://user@example.com/t.git", ("https://user@example.com/t.git", "")),
        ("https://example.com/t.git@v1.0", ("https://example.com/t.git", "v1.0")),
        ("https://example.com/t.git@team/next", ("https://example.com/t.git", "team/next")),
        ("gh:team/template@v1", ("gh:team/template", "v1")),
        ("../template@main", ("../template", "main")),
        ("../template", ("../template", "")),
    ],
)
def test_divides_address_and_version(place: str, expected: tuple[str, str]) -> None:
    assert split_version(place) == expected


def test_a_folder_with_an_at_sign_in_its_name_is_a_folder(tiny: Path) -> None:
    folder = tiny.rename(tiny.with_name("tiny@home"))

    assert find_template(str(folder)).root == folder


def test_without_a_place_it_is_the_repository_that_arcana_runs_from() -> None:
    found = find_template()

    assert found.root == Path(arcana_gen.__file__).resolve().parents[2]


def test_the_environment_names_another_template(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCANA_TEMPLATE", str(tiny))

    assert find_template().root == tiny


def test_a_plain_folder_is_recorded_by_its_path_alone(tiny: Path) -> None:
    found = find_template(str(tiny))

    assert (found.source, found.version) == (str(tiny), "")


def test_a_relative_folder_is_recorded_by_its_whole_path(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.parent)

    assert find_template("tiny").source == str(tiny)


def test_a_repository_is_recorded_by_its_path_and_commit(tiny_repository: Path) -> None:
    found = find_template(str(tiny_repository))

    assert found.source == str(tiny_repository)
    assert found.version == git(tiny_repository, "describe", "--tags", "--always")


def test_a_repository_in_the_home_is_recorded_without_the_users_name(
    tiny_repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tiny_repository.parent))

    found = find_template("~/tiny")

    assert (found.source, found.root) == ("~/tiny", tiny_repository)


def test_a_repository_without_releases_is_used_as_it_stands(tiny_repository: Path) -> None:
    (tiny_repository / "template" / "draft.txt").write_text("not committed")

    found = find_template(str(tiny_repository))

    assert found.root == tiny_repository
    assert found.version == git(tiny_repository, "rev-parse", "--short", "HEAD")
    assert "changes that are not committed" in found.notes[0]


def test_changes_outside_of_the_template_are_not_mentioned(tiny_repository: Path) -> None:
    (tiny_repository / "notes.txt").write_text("not committed")

    assert find_template(str(tiny_repository)).notes == ()


def test_the_newest_release_is_chosen_as_copier_does(tiny_repository: Path) -> None:
    for tag in ("v1.2.0", "v1.10.0", "v2.0.0rc1", "nightly"):
        git(tiny_repository, "tag", tag)
        commit(tiny_repository, "template/version.txt", tag)

    found = find_template(str(tiny_repository))

    assert found.version == "v1.10.0"
    assert (found.root / "template" / "version.txt").read_text() == "v1.2.0"


def test_head_means_the_files_as_they_stand(tiny_repository: Path) -> None:
    git(tiny_repository, "tag", "v1.0.0")
    commit(tiny_repository, "template/version.txt", "next")

    found = find_template(f"{tiny_repository}@HEAD")

    assert found.root == tiny_repository
    assert found.version.startswith("v1.0.0-1-g")


def test_a_version_can_be_a_tag_a_branch_or_a_commit(tiny_repository: Path) -> None:
    first = git(tiny_repository, "rev-parse", "HEAD")
    git(tiny_repository, "branch", "team/next")
    git(tiny_repository, "tag", "v1")
    commit(tiny_repository, "template/version.txt", "next")

    roots = {find_template(f"{tiny_repository}@{v}").root for v in ("v1", "team/next", first)}

    assert [root.name for root in roots] == [first]


def test_an_unknown_version_is_an_error(tiny_repository: Path) -> None:
    with pytest.raises(TemplateVersionMissing, match="has no version `v9`"):
        find_template(f"{tiny_repository}@v9")


def test_a_version_cannot_be_an_option_of_git(tiny_repository: Path) -> None:
    with pytest.raises(TemplateVersionMissing):
        find_template(f"{tiny_repository}@--upload-pack=touch")


def test_a_folder_without_questions_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateNotFound, match=r"it has no `copier.yml`"):
        find_template(str(tmp_path))


def test_a_folder_without_files_to_render_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "copier.yml").write_text("")

    with pytest.raises(TemplateNotFound, match="it has no folder `template`"):
        find_template(str(tmp_path))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateNotFound, match="there is no such folder"):
        find_template(str(tmp_path / "nowhere"))


def test_an_address_is_cloned_and_recorded_as_it_was_given(tiny_repository: Path) -> None:
    address = f"git+file://{tiny_repository}"

    found = find_template(address)

    assert found.source == address
    assert found.version == git(tiny_repository, "describe", "--tags", "--always")
    assert (found.root / "copier.yml").is_file()


def test_an_address_that_copier_would_not_clone_is_recorded_as_one_that_it_would(
    tiny_repository: Path,
) -> None:
    assert find_template(f"file://{tiny_repository}").source == f"git+file://{tiny_repository}"


def test_new_commits_at_an_address_are_fetched(tiny_repository: Path) -> None:
    address = f"git+file://{tiny_repository}"
    find_template(address)
    newest = commit(tiny_repository, "template/version.txt", "next")

    assert find_template(address).version == newest


def test_a_copy_is_used_while_the_address_cannot_be_reached(tiny_repository: Path) -> None:
    address = f"git+file://{tiny_repository}"
    version = find_template(address).version
    tiny_repository.rename(tiny_repository.with_name("moved"))

    found = find_template(address)

    assert found.version == version
    assert "cannot be reached, its last copy is used" in found.notes[0]


def test_an_address_that_was_never_reached_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateUnreachable):
        find_template(f"file://{tmp_path}/nowhere.git")


def test_a_bundle_and_a_bare_repository_are_templates_too(
    tiny_repository: Path, tmp_path: Path
) -> None:
    git(tiny_repository, "tag", "v1.0.0")
    bundle, bare = tmp_path / "template.bundle", tmp_path / "bare.git"
    git(tiny_repository, "bundle", "create", "-q", str(bundle), "--all")
    git(tiny_repository, "clone", "-q", "--bare", ".", str(bare))

    versions = [find_template(str(place)).version for place in (bundle, bare)]

    assert versions == ["v1.0.0", "v1.0.0"]


def test_files_that_an_archive_would_leave_out_belong_to_a_version(tiny_repository: Path) -> None:
    commit(tiny_repository, ".gitattributes", "*.md export-ignore\n")
    commit(tiny_repository, "template/NOTES.md", "kept")
    git(tiny_repository, "tag", "v1")

    assert (find_template(str(tiny_repository)).root / "template" / "NOTES.md").is_file()


def test_a_project_gets_the_version_that_it_was_made_from(tiny_repository: Path) -> None:
    made_from = find_template(str(tiny_repository)).version
    commit(tiny_repository, "template/version.txt", "newer")

    found = recorded_template(str(tiny_repository), made_from)

    assert found.version == made_from
    assert not (found.root / "template" / "version.txt").exists()


def test_a_project_that_records_no_version_gets_the_folder_as_it_is(tiny: Path) -> None:
    assert recorded_template(str(tiny), "").root == tiny


def test_a_template_that_moved_is_found_through_the_environment(
    tiny_repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_from = find_template(str(tiny_repository)).version
    commit(tiny_repository, "template/version.txt", "newer")
    moved = tiny_repository.rename(tiny_repository.with_name("moved"))
    monkeypatch.setenv("ARCANA_TEMPLATE", str(moved))

    assert recorded_template(str(tiny_repository), made_from).version == made_from


def test_a_template_that_is_gone_is_an_error_that_says_how_to_go_on(tiny_repository: Path) -> None:
    made_from = find_template(str(tiny_repository)).version
    shutil.rmtree(tiny_repository)

    with pytest.raises(TemplateLost, match=f"version `{made_from}`") as caught:
        recorded_template(str(tiny_repository), made_from)

    assert "`ARCANA_TEMPLATE`" in str(caught.value.hint)


def test_the_version_of_a_project_needs_no_network_once_it_was_here(tiny_repository: Path) -> None:
    address = f"git+file://{tiny_repository}"
    made_from = find_template(address).version
    shutil.rmtree(tiny_repository)

    found = recorded_template(address, made_from)

    assert (found.version, found.notes) == (made_from, ())
