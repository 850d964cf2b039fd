import json

import pytest

from arcana_gen.console import error_document, note, print_document, show_error
from arcana_gen.errors import FileProblem, NotAProject


def test_an_error_says_what_failed_and_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    show_error(NotAProject(path="/work"))

    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "error: `/work` is not in a project: no `.copier-answers.yml` here or in a folder above\n"
        "\n"
        "hint: make one with `arcana new NAME`, or name one with `--project DIR`\n"
    )


def test_an_error_without_advice_has_no_hint(capsys: pytest.CaptureFixture[str]) -> None:
    show_error(FileProblem(path="a.txt", problem="No space left on device"))

    assert capsys.readouterr().err == "error: `a.txt`: No space left on device\n"


def test_what_the_user_wrote_is_never_taken_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    show_error(FileProblem(path="[red]:email:[/]", problem="no"))

    assert "`[red]:email:[/]`" in capsys.readouterr().err


def test_a_long_line_is_not_broken_where_it_may_be_copied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    note(f"run `{'long ' * 40}`")

    assert capsys.readouterr().err.count("\n") == 1


def test_an_error_as_data_has_a_stable_code(capsys: pytest.CaptureFixture[str]) -> None:
    print_document(error_document(NotAProject(path="/work")))

    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["code"], error["exit_code"]) == ("not-a-project", 1)


def test_data_keeps_its_letters(capsys: pytest.CaptureFixture[str]) -> None:
    print_document({"name": "Öl"})

    assert capsys.readouterr().out == '{\n  "name": "Öl"\n}\n'
