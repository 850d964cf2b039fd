"""Every mistake has its own words, names what is wrong, and shows no traceback."""

from pathlib import Path

import pytest
from tests.cli.running import Arcana

from arcana_gen.reconcile.tree import read_tree


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("nwe shop", "there is no command `nwe`", "did you mean `new`?"),
        ("add entty X a:str", "there is no command `entty`", "did you mean `entity`?"),
        (
            "new shop --databse sqlite",
            "there is no option `--databse`",
            "did you mean `--database`?",
        ),
        ("new shop --colour red", "there is no option `--colour`", "`arcana new --help` shows"),
        ("new", "the NAME of the service is missing", "`arcana new --help` shows"),
        ("new a b", "got unexpected extra argument(s) (b)", "`arcana new --help` shows"),
        ("new shop --database", "option `--database` requires an argument", "`arcana new --help`"),
        (
            "new shop --database postgres",
            "--database: `postgres` is no choice for `database`",
            "did you mean `postgresql`?",
        ),
        ("new shop --workers many", "--workers: `many` cannot be `workers`", "`arcana new --help`"),
        ("new shop --workers 0", "--workers: `0` cannot be `workers`: at least one", "--help"),
        (
            "new shop --database oracle",
            "--database: `oracle` is no choice",
            "the choices are sqlite",
        ),
        ("set database=oracle", "`oracle` is no choice for `database`", "the choices are sqlite"),
        ("set database=postgres", "`postgres` is no choice", "did you mean `postgresql`?"),
        ("set workers=many", "`many` cannot be `workers`", "`arcana set --help` shows"),
        ("set colour=red", "there is no option `colour`", "the options are"),
        ("set workers=2 workers=3", "`workers` is given twice", "`arcana set --help` shows"),
        ("add entity", "the NAME of the entity is missing", "`arcana add entity --help` shows"),
    ],
)
def test_wrong_usage_ends_with_2(
    arcana: Arcana, shop: Path, words: str, message: str, hint: str
) -> None:
    before = read_tree(shop)

    ended = arcana(*words.split())

    assert ended.code == 2
    assert ended.out == ""
    assert f"error: {message}" in ended.err
    assert hint in ended.err.partition("hint: ")[2]
    assert read_tree(shop) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "bad/name"], "`bad/name` is not a legal project name"),
        (["new", "forbidden"], "`forbidden` cannot be `project_name`: that name is forbidden"),
        (["new", "market", "--entity", "Order"], "the entity `Order` has no fields"),
        (
            ["new", "market", "--entity", "Order total:money"],
            "`--entity Order`: the field `total` has the unknown type `money`",
        ),
        (["new", "market", "--from", "missing.yaml"], "`missing.yaml` does not exist"),
        (["new", "market", "--from", "/"], "`/` is a folder, not a file"),
        (["apply", "/"], "`/` is a folder, not a file"),
        (["new", "market", "--output", "/proc/foo"], "`/proc/foo` cannot become the project: "),
        (["new", "market", "--output", "README.md/a/b"], "README.md/a/b` cannot become the"),
        (["new", "market", "--template", "/nowhere"], "there is no template at `/nowhere`"),
        (["add", "entity", "Order", "total:deciml"], "unknown type `deciml`"),
        (["add", "entity", "Order"], "the entity `Order` has no fields"),
        (["add", "entity", "Tag", "label:str"], "the entity `Tag` exists already"),
        (["add", "entity", "Order", "a:ref:Tga"], "`Tga`"),
        (["add", "entity", "class", "a:str"], "`Class`"),
        (["add", "entity", "Order", "a:str", "--project", "/"], "`/` is not in a project"),
    ],
)
def test_expected_failures_end_with_1(
    arcana: Arcana, shop: Path, words: list[str], message: str
) -> None:
    before = read_tree(shop)

    ended = arcana(*words)

    assert ended.code == 1, ended.err
    assert ended.out == ""
    assert message in ended.err
    assert "Traceback" not in ended.err
    assert read_tree(shop) == before


def test_what_is_wrong_in_a_file_is_named_with_the_file(
    arcana: Arcana, tiny: Path, work: Path
) -> None:
    assert tiny.is_dir()
    (work / "blueprint.yaml").write_text("workers: 0\n")
    (work / "unknown.yaml").write_text("wrokers: 3\n")

    refused = arcana("new", "shop", "--from", "blueprint.yaml")
    unknown = arcana("new", "shop", "--from", "unknown.yaml")

    assert "`blueprint.yaml`: `0` cannot be `workers`: at least one" in refused.err
    assert "`unknown.yaml`: there is no option `wrokers`" in unknown.err
    assert "did you mean `workers`?" in unknown.err
    assert (refused.code, unknown.code) == (1, 1)


def test_an_error_looks_the_same_everywhere(arcana: Arcana, work: Path) -> None:
    ended = arcana("add", "entity", "Order", "number:str")

    assert ended.err == (
        f"error: `{work}` is not in a project: no `.copier-answers.yml` here or in a folder above\n"
        "\n"
        "hint: make one with `arcana new NAME`, or name one with `--project DIR`\n"
    )


def test_an_error_is_data_with_json(arcana: Arcana, work: Path) -> None:
    ended = arcana("add", "entity", "Order", "number:str", "--json")

    assert (ended.code, ended.err) == (1, "")
    assert ended.document == {
        "error": {
            "code": "not-a-project",
            "message": f"`{work}` is not in a project: no `.copier-answers.yml` here"
            " or in a folder above",
            "hint": "make one with `arcana new NAME`, or name one with `--project DIR`",
            "exit_code": 1,
        }
    }


def test_wrong_usage_is_data_with_json_too(arcana: Arcana, tiny: Path, work: Path) -> None:
    assert tiny.is_dir()
    assert work.is_dir()

    ended = arcana("new", "shop", "--databse", "sqlite", "--json")

    assert (ended.code, ended.error["code"]) == (2, "wrong-usage")
    assert ended.error["hint"] == "did you mean `--database`?"


def test_broken_answers_are_named_with_their_line(arcana: Arcana, shop: Path) -> None:
    answers = shop / ".copier-answers.yml"
    answers.write_text(answers.read_text() + "broken: [\n")

    ended = arcana("add", "entity", "Order", "number:str")

    assert ended.code == 1
    assert f"`{answers}` is not valid YAML: line" in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("diff",),
        ("eject", "README.md"),
        ("set", "workers=3"),
        ("add", "entity", "Order", "number:str"),
        ("remove", "entity", "Tag", "--accept-data-loss"),
        ("rename", "entity", "Tag", "Label"),
    ],
)
def test_answers_that_no_question_accepts_are_no_fault_of_the_template(
    arcana: Arcana, shop: Path, words: tuple[str, ...]
) -> None:
    answers = shop / ".copier-answers.yml"
    answers.write_text(answers.read_text().replace("database: sqlite", "database: oracle"))
    before = read_tree(shop)

    ended = arcana(*words)

    assert ended.code == 1
    assert f"`{answers}`: `oracle` is no choice for `database`" in ended.err
    assert "hint: the choices are sqlite postgresql" in ended.err
    assert read_tree(shop) == before


def test_answers_of_a_newer_arcana_are_refused(arcana: Arcana, shop: Path) -> None:
    answers = shop / ".copier-answers.yml"
    answers.write_text(answers.read_text().replace("blueprint_format: 1", "blueprint_format: 9"))

    ended = arcana("add", "entity", "Order", "number:str")

    assert "was written by a newer Arcana" in ended.err


def test_a_file_that_the_system_refuses_is_named(arcana: Arcana, work: Path, tiny: Path) -> None:
    assert tiny.is_dir()
    (work / "file").write_text("")

    ended = arcana("new", "shop", "--no-git", "--no-install", "--output", "file/shop")

    assert ended.code == 1
    assert "file" in ended.err
    assert "Traceback" not in ended.err


def test_a_clock_that_is_no_number_is_named(
    arcana: Arcana, tiny: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tiny.is_dir()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    ended = arcana("new", "shop", "--no-git", "--no-install")

    assert "`SOURCE_DATE_EPOCH` is `yesterday`, not a number of seconds" in ended.err
    assert list(work.iterdir()) == []


def test_a_question_called_like_a_flag_is_a_fault_of_the_template(
    arcana: Arcana, tiny: Path, work: Path
) -> None:
    assert work.is_dir()
    with (tiny / "copier.yml").open("a") as questions:
        questions.write("\noutput: {type: str, default: here}\n")

    ended = arcana("new", "shop")

    assert "the question `output` is called like a flag of `arcana new`" in ended.err
