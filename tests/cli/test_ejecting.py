"""`arcana eject` of folders, and what commands add there afterwards."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.cli.test_add_job import FILE, JOB, QUESTIONS, TEXT
from tests.lifecycle.versions import make_versions
from tests.unit.machine import commit_all, copy_tiny

from arcana_gen.blueprint import ANSWERS_FILE
from arcana_gen.reconcile.tree import read_tree

ENTITIES = "src/app/entities"


def test_a_migration_is_written_into_an_ejected_folder(arcana: Arcana, shop: Path) -> None:
    with (shop / ANSWERS_FILE).open("a") as answers:
        answers.write("ejected:\n- migrations\n")
    before = read_tree(shop).keys()

    ended = arcana("add", "entity", "Foo", "a:str")

    assert ended.code == 0, ended.err
    assert "stays as it is" not in ended.err
    assert [path for path in read_tree(shop).keys() - before if path.startswith("migrations/")]


def test_a_new_entity_has_its_files_in_an_ejected_folder_too(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "src").code == 0

    ended = arcana("add", "entity", "Zoo", "a:str")

    assert ended.code == 0, ended.err
    assert "stays as it is" not in ended.err
    assert (shop / ENTITIES / "zoo" / "entity.py").is_file()


def test_what_stands_in_an_ejected_folder_is_never_overwritten(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "src").code == 0
    own = shop / ENTITIES / "zoo" / "entity.py"
    own.parent.mkdir()
    own.write_text("mine\n")

    ended = arcana("add", "entity", "Zoo", "a:str")

    assert ended.code == 0, ended.err
    assert own.read_text() == "mine\n"
    path = f"{ENTITIES}/zoo/entity.py"
    assert f"`{path}` stays as it is: you took it over with `arcana eject`" in ended.err
    assert (own.parent / "__init__.py").is_file()


def test_a_file_that_was_taken_over_and_deleted_stays_away(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "README.md").code == 0
    (shop / "README.md").unlink()

    ended = arcana("set", "workers=5")

    assert ended.code == 0, ended.err
    assert not (shop / "README.md").exists()
    assert "`README.md` is not written: you took it over with `arcana eject`" in ended.err


def test_an_entity_of_another_name_is_left_to_the_user(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "src").code == 0

    ended = arcana("rename", "entity", "Tag", "Label")

    assert ended.code == 0, ended.err
    new, old = (f"{ENTITIES}/{name}/entity.py" for name in ("label", "tag"))
    words = "you took its folder over with `arcana eject`"
    assert f"`{new}` is not written: {words}" in ended.err
    assert f"`{old}` stays as it is: you took it over" in ended.err
    assert (shop / old).is_file()
    assert not (shop / new).exists()
    assert len(list((shop / "migrations" / "versions").glob("*.py"))) == 2


def test_a_newer_template_puts_nothing_into_an_ejected_folder(
    tmp_path: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = make_versions(tmp_path / "versions")
    place = ("--template", f"{versions}@1.0.0", "--no-install", "--no-git")
    assert arcana("new", "shop", *place).code == 0
    monkeypatch.chdir(work / "shop")
    assert arcana("eject", "docs").code == 0

    ended = arcana("update", "--to", "2.0.0")

    assert ended.code == 0, ended.err
    assert not Path("docs/more.md").exists()
    words = "you took its folder over with `arcana eject`"
    assert f"`docs/more.md` is not written: {words}" in ended.err
    assert "Made with version 2." in Path("README.md").read_text()


def test_a_job_is_written_into_an_ejected_folder(
    tmp_path: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = copy_tiny(tmp_path / "with-jobs")
    with (template / "copier.yml").open("a") as questions:
        questions.write(QUESTIONS)
    (template / FILE).parent.mkdir(parents=True)
    (template / FILE).write_text(TEXT)
    (template / "template" / "worker" / "running.py").touch()
    commit_all(template)
    place = ("--template", str(template), "--no-install", "--no-git")
    assert arcana("new", "shop", *place, "--jobs", "database").code == 0
    monkeypatch.chdir(work / "shop")
    assert arcana("eject", "worker").code == 0

    added = arcana("add", "job", "SendInvoice", "number:str")
    other = arcana("add", "job", "SendInvoice", "number:int", "days:int")

    assert added.code == 0, added.err
    assert Path(JOB).is_file()
    assert other.code == 1
    assert f"these files exist with other content: `{JOB}`" in other.err
