import re
import subprocess
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from pathlib import Path

import pytest

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Blueprint, load_options, parse_entity
from arcana_gen.blueprint.errors import DuplicateEntity, UnknownEntity
from arcana_gen.errors import (
    BrokenMigration,
    NotAProject,
    ProjectBusy,
    SeveralHeads,
    TemplateNotFound,
    UnsafePath,
)
from arcana_gen.reconcile import (
    Done,
    Kind,
    Manner,
    NewProject,
    add_entity,
    create_project,
    open_project,
)
from arcana_gen.reconcile.tree import Entry, read_tree
from arcana_gen.template import find_template

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def new_project(template: Path, target: Path, *entities: str) -> Path:
    found = find_template(str(template))
    options = load_options(found.questions).resolve({"project_name": "shop"})
    blueprint = Blueprint(options).with_entities(map(parse_entity, entities))
    new = NewProject(
        template=found, blueprint=blueprint, target=target, with_git=False, with_lock=False
    )
    create_project(new, now=NOW, dry_run=False, step=lambda _words: nullcontext())
    return target


def add(root: Path, text: str, *, dry_run: bool = False, minutes: int = 1) -> Done:
    with open_project(root) as project:
        now = NOW + timedelta(minutes=minutes)
        return add_entity(
            project,
            parse_entity(text),
            now=now,
            manner=Manner(dry_run=dry_run),
            step=lambda _words: nullcontext(),
        )


@pytest.fixture
def shop(tiny_repository: Path, tmp_path: Path) -> Path:
    return new_project(tiny_repository, tmp_path / "shop", "Tag label:str")


def test_adds_files_and_changes_none_but_the_answers(shop: Path) -> None:
    before = read_tree(shop)

    done = add(shop, "Order number:str tags:refs:Tag")

    after = read_tree(shop)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {ANSWERS_FILE}
    assert {change.path for change in done.plan.of(Kind.ADD)} == set(after) - set(before)


def test_the_result_is_what_a_new_project_with_all_entities_is(
    shop: Path, tiny_repository: Path, tmp_path: Path
) -> None:
    fresh = new_project(
        tiny_repository, tmp_path / "fresh", "Tag label:str", "Order number:str tags:refs:Tag"
    )

    add(shop, "Order number:str tags:refs:Tag")

    assert without_migrations(read_tree(shop)) == without_migrations(read_tree(fresh))


def without_migrations(tree: dict[str, Entry]) -> dict[str, Entry]:
    return {path: entry for path, entry in tree.items() if not path.startswith("migrations/")}


def test_each_migration_comes_after_the_one_before(shop: Path) -> None:
    add(shop, "Order number:str", minutes=1)
    add(shop, "Zone name:str", minutes=2)

    texts = [path.read_text() for path in sorted((shop / "migrations" / "versions").glob("*.py"))]
    revisions = [re.findall(r'^revision = "(.*)"$', text, re.MULTILINE)[0] for text in texts]
    parents = [re.findall(r"^down_revision = (.*)$", text, re.MULTILINE)[0] for text in texts]
    assert parents == ["None", *(f'"{revision}"' for revision in revisions[:-1])]


def test_comments_and_order_of_the_answers_stay(shop: Path) -> None:
    answers = shop / ANSWERS_FILE
    answers.write_text(answers.read_text().replace("entities:", "# Ours.\nentities:  # by name"))
    before = answers.read_text().splitlines()

    add(shop, "Order number:str")

    added = list(unified_diff(before, answers.read_text().splitlines(), n=0))[2:]
    assert not [line for line in added if line.startswith("-")]
    assert list(Answers.read(answers).blueprint.entities) == ["Order", "Tag"]


def test_a_dry_run_writes_nothing(shop: Path) -> None:
    before = read_tree(shop)

    done = add(shop, "Order number:str", dry_run=True)

    assert read_tree(shop) == before
    assert ANSWERS_FILE in [change.path for change in done.plan.of(Kind.CHANGE)]


def test_a_file_in_the_way_stops_everything(shop: Path) -> None:
    mine = shop / "src" / "app" / "entities" / "order" / "entity.py"
    mine.parent.mkdir()
    mine.write_text("mine")
    before = read_tree(shop)

    done = add(shop, "Order number:str")

    assert read_tree(shop) == before
    assert [change.path for change in done.plan.of(Kind.CONFLICT)] == [
        "src/app/entities/order/entity.py"
    ]


def test_a_folder_in_the_way_of_a_file_stops_everything(shop: Path) -> None:
    (shop / "src" / "app" / "entities" / "order" / "entity.py").mkdir(parents=True)
    before = read_tree(shop)

    done = add(shop, "Order number:str")

    assert read_tree(shop) == before
    assert len(done.plan.of(Kind.CONFLICT)) == 1


def test_a_file_in_the_way_of_a_folder_stops_everything(shop: Path) -> None:
    (shop / "src" / "app" / "entities" / "order").write_text("mine")
    before = read_tree(shop)

    done = add(shop, "Order number:str")

    assert read_tree(shop) == before
    assert len(done.plan.of(Kind.CONFLICT)) == 2


def test_a_file_that_is_there_with_the_same_content_is_kept(shop: Path) -> None:
    same = shop / "src" / "app" / "entities" / "order" / "__init__.py"
    same.parent.mkdir()
    same.write_text('"""One entity."""\n')

    done = add(shop, "Order number:str")

    assert [change.path for change in done.plan.of(Kind.KEEP)] == [
        "src/app/entities/order/__init__.py"
    ]


def test_the_template_version_of_the_project_is_used_not_the_newest(
    shop: Path, tiny_repository: Path
) -> None:
    [folder] = (tiny_repository / "template" / "src" / "app" / "entities").iterdir()
    (folder / "newer.py.jinja").write_text("{{ entity.name }}\n")
    subprocess.run(["git", "add", "-A"], cwd=tiny_repository, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "Newer"], cwd=tiny_repository, check=True)

    add(shop, "Order number:str")

    assert sorted(path.name for path in (shop / "src/app/entities/order").iterdir()) == [
        "__init__.py",
        "entity.py",
    ]


def test_a_template_without_files_for_entities_is_no_template(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    (other / "template").mkdir(parents=True)
    (other / "copier.yml").write_text("_subdirectory: template\n")
    (other / "template" / "README.md").write_text("No entities here.\n")
    answers = shop / ANSWERS_FILE
    text = re.sub(r"_commit: .*\n", "", answers.read_text())
    answers.write_text(re.sub("_src_path: .*", f"_src_path: {other}", text))
    monkeypatch.delenv("ARCANA_TEMPLATE", raising=False)

    with pytest.raises(TemplateNotFound, match="it has no files for entities"):
        add(shop, "Order number:str")


def test_works_from_a_folder_inside_the_project(shop: Path) -> None:
    add(shop / "src" / "app", "Order number:str")

    assert (shop / "src" / "app" / "entities" / "order").is_dir()


def test_entities_that_do_not_fit_are_refused_before_anything_is_rendered(shop: Path) -> None:
    before = read_tree(shop)

    with pytest.raises(DuplicateEntity):
        add(shop, "tag label:str")
    with pytest.raises(UnknownEntity):
        add(shop, "Order customer:ref:Customer")

    assert read_tree(shop) == before


def test_two_heads_and_a_broken_migration_stop_it(shop: Path) -> None:
    versions = shop / "migrations" / "versions"
    (versions / "other.py").write_text("revision = 'other'\ndown_revision = None\n")
    with pytest.raises(SeveralHeads):
        add(shop, "Order number:str")

    (versions / "other.py").write_text("def broken(\n")
    with pytest.raises(BrokenMigration):
        add(shop, "Order number:str")

    assert not (shop / "src" / "app" / "entities" / "order").exists()


def test_another_spelling_of_a_folder_that_is_there_is_refused(shop: Path) -> None:
    (shop / "src" / "app" / "entities" / "Order").mkdir()

    with pytest.raises(Exception, match="one file on systems that ignore case"):
        add(shop, "Order number:str")


def test_answers_that_are_a_link_are_refused(shop: Path, tmp_path: Path) -> None:
    answers = shop / ANSWERS_FILE
    answers.rename(tmp_path / "answers.yml")
    answers.symlink_to(tmp_path / "answers.yml")

    with pytest.raises(UnsafePath, match="it is a link"):
        add(shop, "Order number:str")


def test_one_command_at_a_time(shop: Path) -> None:
    with open_project(shop), pytest.raises(ProjectBusy):
        add(shop, "Order number:str")


def test_a_folder_that_is_in_no_project_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotAProject, match=r"no `.copier-answers.yml` here"):
        add(tmp_path, "Order number:str")
