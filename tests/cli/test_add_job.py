"""`arcana add job` writes files that belong to the user."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.unit.machine import commit_all, copy_tiny
from tests.unit.template.repositories import commit, git

from arcana_gen.reconcile.tree import read_tree

QUESTIONS = """
jobs:
  type: str
  help: Where work waits
  choices: [none, database]
  default: none

job_list:
  type: yaml
  when: false
  default: []
"""
FILE = "template/worker/{% yield job from job_list %}{{ job.module }}{% endyield %}.py.jinja"
TEXT = '"""{{ job.words }}."""\n\nFIELDS = {{ job.fields | map(attribute="name") | list }}\n'
JOB = "worker/send_invoice.py"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small template, with jobs."""
    folder = copy_tiny(tmp_path / "tiny")
    with (folder / "copier.yml").open("a") as questions:
        questions.write(QUESTIONS)
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text(TEXT)
    commit_all(folder)
    monkeypatch.setenv("ARCANA_TEMPLATE", str(folder))
    return folder


@pytest.fixture
def shop(tiny: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with jobs, which commands are run in."""
    assert tiny.is_dir()
    flags = ("--jobs", "database", "--no-install", "--no-git")
    done = arcana("new", "shop", *flags, "--entity", "Tag label:str")
    assert done.code == 0, done.err
    monkeypatch.chdir(work / "shop")
    return work / "shop"


def test_writes_its_files_and_says_how_to_go_on(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("add", "job", "send-invoice", "number:str", "tag:ref:Tag")

    assert ended.code == 0, ended.err
    assert read_tree(shop).keys() - before.keys() == {JOB}
    assert before.items() <= read_tree(shop).items()
    assert (shop / JOB).read_text() == '"""Send invoice."""\n\nFIELDS = [\'number\', \'tag_id\']\n'
    assert ended.err == (
        "added the job `SendInvoice` (1 file added)\n"
        "\nnext:\n"
        "  uv run pytest tests/unit/worker\n"
        "  uv run shop worker\n"
    )


def test_a_dry_run_shows_the_tree_and_writes_nothing(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("add", "job", "SendInvoice", "--dry-run")

    assert ended.code == 0
    assert read_tree(shop) == before
    assert "+ send_invoice.py\n" in ended.out
    assert ended.err == "nothing was written (dry run)\n"


def test_the_text_and_the_data_can_be_shown(arcana: Arcana, shop: Path) -> None:
    shown = arcana("add", "job", "SendInvoice", "--diff", "--dry-run")
    ended = arcana("add", "job", "SendInvoice", "--json")

    assert '+"""Send invoice."""\n' in shown.out
    assert ended.document["command"] == "add job"
    assert ended.changes == {JOB: "add"}
    assert (shop / JOB).is_file()


def test_a_file_in_the_way_is_named_and_nothing_is_written(arcana: Arcana, shop: Path) -> None:
    (shop / JOB).write_text("MINE = 1\n")
    before = read_tree(shop)

    ended = arcana("add", "job", "SendInvoice")

    assert ended.code == 1
    assert f"`{JOB}`" in ended.err
    assert read_tree(shop) == before


def test_the_same_job_again_changes_nothing(arcana: Arcana, shop: Path) -> None:
    arcana("add", "job", "SendInvoice")
    before = read_tree(shop)

    ended = arcana("add", "job", "SendInvoice")

    assert ended.code == 0
    assert ended.err.startswith("nothing to do: the job is there already\n")
    assert read_tree(shop) == before


def test_a_service_without_jobs_says_what_brings_them(arcana: Arcana, shop: Path) -> None:
    arcana("set", "jobs=none")
    before = read_tree(shop)

    ended = arcana("add", "job", "SendInvoice")

    assert ended.code == 1
    assert ended.err == (
        "error: this service has no jobs\n\nhint: `arcana set jobs=database` brings them\n"
    )
    assert read_tree(shop) == before


def test_what_it_cannot_be_is_an_error(arcana: Arcana, shop: Path) -> None:
    assert arcana("add", "job", "SendInvoice", "tags:refs:Tag", "--json").error["code"] == (
        "not-of-that-type"
    )
    assert arcana("add", "job", "SendInvoice", "--cron", "soon", "--json").error["code"] == (
        "invalid-cron"
    )
    assert arcana("add", "job", "SendInvoice", "--priority", "top", "--json").error["code"] == (
        "unknown-priority"
    )
    assert not (shop / JOB).exists()


def test_later_commands_leave_its_files_alone(arcana: Arcana, shop: Path, tiny: Path) -> None:
    arcana("add", "job", "SendInvoice")
    (shop / JOB).write_text("MINE = 1\n")
    commit(tiny, FILE, TEXT.replace("FIELDS", "NAMES"))
    git(tiny, "tag", "v2")

    updated = arcana("update", "--yes", "--no-install")
    changed = arcana("set", "docs=false", "--no-install")

    assert (updated.code, changed.code) == (0, 0), updated.err
    assert (shop / JOB).read_text() == "MINE = 1\n"
    assert JOB not in arcana("status").out


def test_a_template_without_files_for_jobs_is_an_error(
    arcana: Arcana, shop: Path, tiny: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shop.is_dir()
    git(tiny, "rm", "-q", FILE)
    git(tiny, "commit", "-q", "-m", "Without")
    monkeypatch.chdir(work)
    arcana("new", "other", "--jobs", "database", "--no-install", "--no-git")

    ended = arcana("add", "job", "SendInvoice", "--project", "other")

    assert ended.code == 1
    assert "it has no files for jobs" in ended.err
