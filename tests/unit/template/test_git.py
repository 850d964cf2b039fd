from pathlib import Path

import pytest

from arcana_gen.errors import GitFailed, GitMissing
from arcana_gen.template.git import run_git, work_tree_root


def test_returns_what_git_prints(tiny_repository: Path) -> None:
    assert run_git("rev-parse", "--abbrev-ref", "HEAD", cwd=tiny_repository) == "main\n"


def test_an_error_names_the_command_and_its_reason(tiny_repository: Path) -> None:
    with pytest.raises(GitFailed) as caught:
        run_git("-c", "core.abbrev=9", "checkout", "nowhere", cwd=tiny_repository)

    assert caught.value.message == (
        "`git checkout` failed: error: pathspec 'nowhere' did not match any file(s) known to git"
    )


def test_tells_where_git_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(GitMissing):
        run_git("version")


def test_works_inside_a_hook_of_another_repository(
    tiny_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "another" / ".git" / "index"))

    assert work_tree_root(tiny_repository) == tiny_repository


def test_a_plain_folder_is_in_no_work_tree(tmp_path: Path) -> None:
    assert work_tree_root(tmp_path) is None
