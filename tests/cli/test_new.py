import os
import subprocess
from pathlib import Path

import copier
import pytest
import yaml
from tests.cli.running import Arcana

from arcana_gen.reconcile.tree import read_tree

QUICK = ("--no-install", "--no-git")


@pytest.fixture(autouse=True)
def _in_work(tiny: Path, work: Path) -> None:
    """All tests use the tiny template and their own folder."""
    assert tiny.is_dir()
    assert work.is_dir()


def answers_of(project: Path) -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return content


def test_makes_a_project_and_says_how_to_go_on(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "order-service", "--no-install")

    assert ended.code == 0
    assert (work / "order-service" / ".git").is_dir()
    assert ended.out == ""
    assert ended.err == (
        "created `order-service` in `order-service` (7 files added)\n"
        "\nnext:\n"
        "  cd order-service\n"
        "  uv run order-service serve\n"
        "  arcana add entity Customer name:str email:email\n"
    )


def test_a_project_with_entities_is_tested_next(arcana: Arcana) -> None:
    ended = arcana("new", "shop", *QUICK, "--entity", "Tag label:str")

    assert ended.err.endswith("  cd shop\n  uv run shop serve\n  uv run pytest\n")


def test_the_name_is_normalised(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "Order Service", *QUICK)

    assert ended.code == 0
    assert answers_of(work / "order-service")["project_name"] == "order-service"


def test_flags_are_made_from_the_questions(arcana: Arcana, work: Path) -> None:
    flags = ("--database", "postgresql", "--no-docs", "--workers", "5", "--author", "Ann")

    arcana("new", "shop", *QUICK, *flags)

    answers = answers_of(work / "shop")
    given = {name: answers[name] for name in ("database", "docs", "workers", "author")}
    assert given == {"database": "postgresql", "docs": False, "workers": 5, "author": "Ann"}


def test_the_preset_decides_about_what_is_not_given(arcana: Arcana, work: Path) -> None:
    arcana("new", "little", *QUICK, "--preset", "minimal")
    arcana("new", "more", *QUICK, "--preset", "minimal", "--docs")

    assert answers_of(work / "little")["docs"] is False
    assert answers_of(work / "more")["docs"] is True


def test_writes_what_plain_copier_writes_with_the_same_answers(
    arcana: Arcana, work: Path, tiny: Path
) -> None:
    entities = ("--entity", "Tag label:str", "--entity", "Order number:str tags:refs:Tag")
    arcana("new", "shop", *QUICK, *entities)
    answers = {k: v for k, v in answers_of(work / "shop").items() if not k.startswith("_")}
    copier.run_copy(str(tiny), work / "plain", data=answers, defaults=True, quiet=True)

    ours = read_tree(work / "shop")
    migrations = {path for path in ours if path.startswith("migrations/")}
    assert {path: ours[path] for path in ours.keys() - migrations} == read_tree(work / "plain")


def test_a_blueprint_can_come_from_a_file(arcana: Arcana, work: Path) -> None:
    (work / "blueprint.yaml").write_text(
        "project_name: shop\nworkers: 7\nentities:\n  Tag:\n    fields:\n      label: str:max=9\n"
    )

    ended = arcana("new", "--from", "blueprint.yaml", *QUICK)

    assert ended.code == 0, ended.err
    assert answers_of(work / "shop")["workers"] == 7
    assert (work / "shop" / "src" / "app" / "entities" / "tag").is_dir()


def test_the_answers_of_a_project_are_a_blueprint(arcana: Arcana, work: Path) -> None:
    arcana("new", "shop", *QUICK, "--workers", "7", "--entity", "Tag label:str:max=9")
    (work / "again").mkdir()

    arcana(
        "new",
        *QUICK,
        "--from",
        "shop/.copier-answers.yml",
        "--output",
        str(work / "again" / "shop"),
    )

    assert read_tree(work / "again" / "shop") == read_tree(work / "shop")


def test_flags_and_name_are_stronger_than_the_file(arcana: Arcana, work: Path) -> None:
    (work / "blueprint.yaml").write_text("project_name: shop\nworkers: 7\n")

    arcana("new", "market", "--from", "blueprint.yaml", "--workers", "3", *QUICK)

    assert answers_of(work / "market")["workers"] == 3


def test_the_folder_can_have_another_name(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "shop", "--output", "services/the shop", *QUICK)

    assert answers_of(work / "services" / "the shop")["project_name"] == "shop"
    assert "  cd 'services/the shop'\n" in ended.err


def test_a_dry_run_shows_the_tree_on_stdout_and_writes_nothing(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "shop", "--dry-run", "--entity", "Tag label:str")

    assert ended.code == 0
    assert list(work.iterdir()) == []
    assert "shop/\n" in ended.out
    assert "+ entity.py\n" in ended.out
    assert ended.out.endswith("10 files to add\n")
    assert ended.err == "nothing was written (dry run)\n"


def test_a_diff_shows_the_text_of_every_file(arcana: Arcana) -> None:
    ended = arcana("new", "shop", "--dry-run", "--diff")

    assert "--- /dev/null\n+++ b/README.md\n@@ -0,0 +1,3 @@\n+# shop\n" in ended.out
    assert "Binary files /dev/null and b/docs/logo.png differ\n" in ended.out
    assert "+host: localhost\n\\ No newline at end of file\n" in ended.out


def test_json_is_one_document_on_stdout(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "shop", *QUICK, "--json", "--entity", "Tag label:str")

    assert ended.err == ""
    assert ended.document | {"changes": None} == {
        "command": "new",
        "project": str(work / "shop"),
        "dry_run": False,
        "changes": None,
        "notes": [],
        "next": ["cd shop", "uv run shop serve", "uv run pytest"],
    }
    assert ended.changes["README.md"] == "add"


def test_json_of_a_dry_run_can_hold_the_texts(arcana: Arcana, work: Path) -> None:
    ended = arcana("new", "shop", "--dry-run", "--diff", "--json")

    assert list(work.iterdir()) == []
    assert ended.document["dry_run"] is True
    assert "+# shop" in str(ended.document["changes"])


def test_a_template_can_be_named_with_its_version(
    arcana: Arcana, work: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCANA_TEMPLATE")
    subprocess.run(["git", "tag", "v1.0.0"], cwd=tiny, check=True)

    ended = arcana("new", "shop", *QUICK, "--template", f"{tiny}@v1.0.0", "--workers", "3")

    assert ended.code == 0, ended.err
    answers = answers_of(work / "shop")
    assert (answers["_src_path"], answers["_commit"]) == (str(tiny), "v1.0.0")


def test_what_the_template_records_of_a_home_names_nobody(
    arcana: Arcana, work: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tiny.parent))

    arcana("new", "shop", *QUICK)

    assert answers_of(work / "shop")["_src_path"] == "~/tiny"


def test_changes_of_the_template_that_are_not_committed_are_used_and_noted(
    arcana: Arcana, work: Path, tiny: Path
) -> None:
    (tiny / "template" / "draft.txt").write_text("draft")

    ended = arcana("new", "shop", *QUICK)

    assert (work / "shop" / "draft.txt").is_file()
    assert ended.err.startswith("note: the template has changes that are not committed")


def test_a_project_in_a_repository_says_that_it_is_part_of_it(arcana: Arcana, work: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=work, check=True)

    ended = arcana("new", "shop", "--no-install")

    assert f"note: it is part of the git repository `{work}`" in ended.err


def test_nothing_is_left_in_the_temporary_folder(
    arcana: Arcana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    arcana("new", "shop", *QUICK)
    arcana("new", "market", "--dry-run")

    assert os.listdir(scratch) == []  # noqa: PTH208 - nothing at all
