import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arcana_gen.blueprint import Blueprint, load_options, parse_entity
from arcana_gen.errors import TargetNotEmpty, TargetUnusable, TemplateFailed
from arcana_gen.reconcile import Done, Kind, NewProject, create_project
from arcana_gen.reconcile.tree import read_tree
from arcana_gen.template import Template, find_template

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def project(template: Template, target: Path, *entities: str, **options: object) -> NewProject:
    answers = load_options(template.questions).resolve({"project_name": "shop", **options})
    blueprint = Blueprint(answers).with_entities(map(parse_entity, entities))
    return NewProject(
        template=template, blueprint=blueprint, target=target, with_git=False, with_lock=False
    )


def create(new: NewProject, *, dry_run: bool = False) -> Done:
    return create_project(new, now=NOW, dry_run=dry_run, step=lambda _words: nullcontext())


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def template(tiny: Path) -> Template:
    return find_template(str(tiny))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder that the tests create projects in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def test_the_plan_is_what_is_written(template: Template, work: Path) -> None:
    done = create(project(template, work / "shop", "Tag label:str"))

    assert {change.path for change in done.plan.of(Kind.ADD)} == set(read_tree(work / "shop"))
    assert [path.name for path in work.iterdir()] == ["shop"]


def test_a_dry_run_plans_the_same_and_writes_nothing(template: Template, work: Path) -> None:
    new = project(template, work / "deep" / "shop", "Tag label:str")

    planned = create(new, dry_run=True)

    assert list(work.iterdir()) == []
    assert planned.plan == create(new).plan


def test_all_entities_get_one_migration_in_the_order_that_references_ask_for(
    template: Template, work: Path
) -> None:
    create(project(template, work / "shop", "Apple tree:ref:Tree", "Tree name:str"))

    [migration] = (work / "shop" / "migrations" / "versions").glob("*.py")
    assert migration.name == "20261121093000_add_trees_apples.py"
    assert migration.read_text().startswith('"""Add Tree, Apple."""')
    assert "down_revision = None" in migration.read_text()


def test_missing_folders_above_are_made(template: Template, work: Path) -> None:
    create(project(template, work / "a" / "b" / "shop"))

    assert (work / "a" / "b" / "shop" / "README.md").is_file()


def test_an_empty_folder_becomes_the_project(template: Template, work: Path) -> None:
    (work / "shop").mkdir()

    create(project(template, work / "shop"))

    assert (work / "shop" / "README.md").is_file()


def test_a_folder_with_anything_in_it_is_refused(template: Template, work: Path) -> None:
    (work / "shop").mkdir()
    (work / "shop" / ".hidden").write_text("mine")

    with pytest.raises(TargetNotEmpty):
        create(project(template, work / "shop"))

    assert [path.name for path in (work / "shop").iterdir()] == [".hidden"]


def test_a_file_and_a_link_are_refused(template: Template, work: Path) -> None:
    (work / "file").write_text("mine")
    (work / "link").symlink_to(work / "elsewhere")

    for name in ("file", "link"):
        with pytest.raises(TargetUnusable, match="a link or a file"):
            create(project(template, work / name))


def test_the_folder_that_the_shell_is_in_is_refused(
    template: Template, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)

    with pytest.raises(TargetUnusable, match="the folder that you are in"):
        create(project(template, Path()))


def test_a_failure_leaves_nothing_behind(tiny: Path, work: Path) -> None:
    (tiny / "template" / "broken.txt.jinja").write_text("{{ missing }}")

    with pytest.raises(TemplateFailed):
        create(project(find_template(str(tiny)), work / "a" / "b" / "shop"))

    assert list(work.iterdir()) == []


def test_who_fills_the_folder_in_the_meantime_wins(template: Template, work: Path) -> None:
    @contextmanager
    def meanwhile(_words: str) -> Iterator[None]:
        (work / "shop").mkdir()
        (work / "shop" / "mine.txt").write_text("mine")
        yield

    new = project(template, work / "shop")
    with_lock = NewProject(template=new.template, blueprint=new.blueprint, target=new.target)

    with pytest.raises(TargetNotEmpty):
        create_project(with_lock, now=NOW, dry_run=False, step=meanwhile)

    assert list(read_tree(work)) == ["shop/mine.txt"]


def test_what_a_killed_command_left_is_removed_by_the_next(template: Template, work: Path) -> None:
    abandoned = work / ".arcana-new-abc" / "shop"
    abandoned.mkdir(parents=True)

    create(project(template, work / "shop"))

    assert [path.name for path in work.iterdir()] == ["shop"]


def test_a_new_project_is_a_repository_with_one_commit(template: Template, work: Path) -> None:
    new = project(template, work / "shop")
    done = create(
        NewProject(template=template, blueprint=new.blueprint, target=new.target, with_lock=False)
    )

    assert done.notes == ()
    assert git(work / "shop", "log", "--format=%an %s") == "Tester Create the service with Arcana"
    assert git(work / "shop", "status", "--porcelain") == ""
    assert git(work / "shop", "branch", "--show-current") == "main"


def test_the_users_name_for_the_first_branch_is_kept(
    template: Template, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[init]\n\tdefaultBranch = trunk\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))

    create(with_git(template, work / "shop"))

    assert git(work / "shop", "branch", "--show-current") == "trunk"


def with_git(template: Template, target: Path, **options: object) -> NewProject:
    new = project(template, target, **options)
    return NewProject(template=template, blueprint=new.blueprint, target=target, with_lock=False)


def forget_who_the_user_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")


def test_the_author_commits_where_git_knows_nobody(
    template: Template, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_who_the_user_is(monkeypatch)

    done = create(with_git(template, work / "shop", author="Ann Lee <ann@example.com>"))

    assert done.notes == ()
    assert git(work / "shop", "log", "--format=%an %ce") == "Ann Lee ann@example.com"


def test_without_anybody_the_first_commit_is_left_to_the_user(
    template: Template, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_who_the_user_is(monkeypatch)

    done = create(with_git(template, work / "shop"))

    assert "git does not know your `user.email` yet" in done.notes[0]
    assert (work / "shop" / ".git").is_dir()


def test_inside_a_repository_no_other_is_made(template: Template, work: Path) -> None:
    git(work, "init", "-q")

    done = create(with_git(template, work / "services" / "shop"))

    assert done.notes == (f"it is part of the git repository `{work}`, so it got none of its own",)
    assert not (work / "services" / "shop" / ".git").exists()


def test_without_git_the_project_is_made_all_the_same(
    template: Template, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    done = create(with_git(template, work / "shop"))

    assert done.notes == ("git is not installed, so the project has no repository",)
    assert (work / "shop" / "README.md").is_file()


def test_the_dependencies_are_locked(template: Template, work: Path) -> None:
    """The tiny project has none, so this needs no network."""
    new = project(template, work / "shop")

    done = create(NewProject(template=template, blueprint=new.blueprint, target=new.target))

    assert done.notes == ()
    assert 'name = "shop"' in (work / "shop" / "uv.lock").read_text()
    assert "uv.lock" in git(work / "shop", "ls-files")


def test_a_lock_that_fails_is_a_note_with_the_command_to_run(tiny: Path, work: Path) -> None:
    pyproject = tiny / "template" / "pyproject.toml.jinja"
    broken = pyproject.read_text().replace("[]", '["shop-local @ file:///nowhere/at/all"]')
    pyproject.write_text(broken)
    template = find_template(str(tiny))
    new = project(template, work / "shop")

    done = create(NewProject(template=template, blueprint=new.blueprint, target=new.target))

    assert "the dependencies are not locked yet" in done.notes[0]
    assert "`uv lock`" in done.notes[0]
    assert (work / "shop" / "README.md").is_file()


def test_the_work_of_another_living_command_is_left_alone(template: Template, work: Path) -> None:
    seen: list[str] = []

    @contextmanager
    def another(_words: str) -> Iterator[None]:
        create(project(template, work / "other"))
        seen.extend(sorted(path.name for path in work.iterdir()))
        yield

    new = project(template, work / "shop")
    with_lock = NewProject(template=template, blueprint=new.blueprint, target=new.target)
    create_project(with_lock, now=NOW, dry_run=False, step=another)

    assert sorted(path.name for path in work.iterdir()) == ["other", "shop"]
    assert [name for name in seen if name.startswith(".arcana-new-")] != []
