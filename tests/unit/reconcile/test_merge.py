import pytest

from arcana_gen.reconcile.merge import Merged, has_markers, merge_texts, with_line_ends_of


def test_changes_in_different_places_are_both_there() -> None:
    merged = merge_texts(b"1\n2\n3\n", b"one\n2\n3\n", b"1\n2\nthree\n")

    assert merged == Merged(b"one\n2\nthree\n", clean=True)


def test_changes_of_the_same_line_leave_markers() -> None:
    merged = merge_texts(b"1\n", b"one\n", b"eins\n")

    assert merged is not None
    assert not merged.clean
    assert has_markers(merged.content)


def test_what_is_no_text_is_not_merged() -> None:
    assert merge_texts(b"\0a", b"\0b", b"\0c") is None


@pytest.mark.parametrize(
    "content",
    [
        b"plain\n",
        b"<<<<<<< HEAD\nsomebody else's\n=======\nconflict\n>>>>>>> branch\n",
        b"text about `<<<<<<< yours` and `>>>>>>> arcana`\n",
        b"<<<<<<< yours\nresolved by halves\n",
    ],
)
def test_only_whole_conflicts_of_our_own_are_conflicts(content: bytes) -> None:
    assert not has_markers(content)


def test_a_conflict_with_windows_line_ends_is_one() -> None:
    assert has_markers(b"<<<<<<< yours\r\na\r\n=======\r\nb\r\n>>>>>>> arcana\r\n")


@pytest.mark.parametrize(
    ("ours", "content", "result"),
    [
        (b"a\r\n", b"b\nc\n", b"b\r\nc\r\n"),
        (b"a\n", b"b\n", b"b\n"),
        (b"a\r\nb\n", b"c\n", b"c\n"),
        (b"a\r\n", b"b\r\n", b"b\r\n"),
        (b"a\r\n", b"\0b\n", b"\0b\n"),
    ],
)
def test_line_ends_follow_those_of_the_user(ours: bytes, content: bytes, result: bytes) -> None:
    assert with_line_ends_of(ours, content) == result
