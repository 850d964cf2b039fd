import re
from pathlib import Path

import pytest
from docs import readme

from arcana_gen.blueprint import load_options

ROOT = readme.ROOT
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_the_tables_of_the_readme_say_what_the_code_says() -> None:
    assert readme.main(["--check"]) == 0


def test_a_table_that_is_out_of_date_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "README.md"
    text = readme.README.read_text(encoding="utf-8")
    stale.write_text(text.replace("| `--database` |", "| `--db` |"), encoding="utf-8")
    monkeypatch.setattr(readme, "README", stale)

    code = readme.main(["--check"])

    assert code == 1
    assert "python docs/readme.py" in capsys.readouterr().err


def test_a_switch_is_shown_as_the_flags_that_it_is() -> None:
    table = readme.options_table(load_options(ROOT / "copier.yml"))

    assert "| `--grpc`, `--no-grpc` |" in table
    assert "| `true`, `false` |" in table


def test_writing_the_tables_mends_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = readme.README.read_text(encoding="utf-8")
    stale = tmp_path / "README.md"
    stale.write_text(text.replace("| `--database` |", "| `--db` |"), encoding="utf-8")
    monkeypatch.setattr(readme, "README", stale)

    readme.main([])

    assert stale.read_text(encoding="utf-8") == text


def test_a_lost_marker_is_named() -> None:
    with pytest.raises(ValueError, match="end of options"):
        readme.with_parts("nothing here")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_in_documents_lead_to_files(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))

    missing = [link for link in links if not (document.parent / link).exists()]

    assert missing == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = {path.name for path in folder.glob("[0-9]*.md")}

    index = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))

    assert index == pages


def test_the_picture_needs_no_other_host() -> None:
    picture = (ROOT / "docs" / "session.svg").read_text(encoding="utf-8")

    addresses = set(re.findall(r"https?://[^\s\"'<)]+", picture))

    assert addresses <= {"http://www.w3.org/2000/svg"}
