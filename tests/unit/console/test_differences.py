import pytest

from arcana_gen.console import difference
from arcana_gen.reconcile import Change, Entry, Kind, Mode


def change(before: Entry | None, after: Entry | None) -> Change:
    return Change(path="a.txt", kind=Kind.CHANGE, before=before, after=after)


def test_a_change_is_shown_as_git_does() -> None:
    text = difference(change(Entry(b"one\ntwo\n"), Entry(b"one\nthree\n")))

    assert text == "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n"


def test_a_new_file_comes_from_nothing() -> None:
    assert difference(change(None, Entry(b"one\n"))).startswith("--- /dev/null\n+++ b/a.txt\n")


def test_a_missing_newline_at_the_end_is_said() -> None:
    text = difference(change(None, Entry(b"one")))

    assert text.endswith("+one\n\\ No newline at end of file\n")


@pytest.mark.parametrize("content", [b"\x00\x01", b"\xff\xfe", b"text\x00"])
def test_bytes_that_are_no_text_are_not_shown(content: bytes) -> None:
    text = difference(change(None, Entry(content)))

    assert text == "Binary files /dev/null and b/a.txt differ\n"


def test_where_nothing_changes_there_is_no_difference() -> None:
    assert difference(change(Entry(b"one\n"), Entry(b"one\n"))) == ""


def test_a_folder_has_no_text() -> None:
    assert "Binary files" in difference(change(Entry(b"", Mode.OTHER), Entry(b"one\n")))
