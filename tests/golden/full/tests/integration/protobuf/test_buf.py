"""Style of `proto/`, and changes that would break clients."""

from pathlib import Path

import pytest

from app.infrastructure.protobuf.buf import Buf
from app.infrastructure.protobuf.stubs import ROOT, ProtobufError
from tests.integration.protobuf.things import change, git, release, write_project

COLOUR = "  optional string colour = 2;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a project that is fine."""
    return write_project(tmp_path)


@pytest.mark.skipif(not list(ROOT.glob("proto/**/*.proto")), reason="there is nothing to check yet")
def test_this_project_keeps_the_rules() -> None:
    assert Buf().lint() == ""


def test_a_project_that_is_fine_keeps_the_rules(tmp_path: Path, file: Path) -> None:
    assert Buf(tmp_path).lint() == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("string colour", "string ThingColour", "thing_colour"),
        ("rpc GetThing(", "rpc get_thing(", "GetThing"),
        ("  // Returns one.\n", "", "comment"),
        ("  optional string name", " optional   string name", "-"),
    ],
)
def test_names_what_breaks_a_rule(
    tmp_path: Path, file: Path, old: str, new: str, said: str
) -> None:
    change(file, old, new)

    problems = Buf(tmp_path).lint()

    assert "thing.proto" in problems
    assert said in problems


def test_a_field_that_is_gone_breaks_clients_of_the_last_tag(tmp_path: Path, file: Path) -> None:
    release(tmp_path, "1.0.0")
    change(file, COLOUR, "")

    assert '"colour"' in Buf(tmp_path).breaking(None)


def test_a_field_that_is_new_breaks_nobody(tmp_path: Path, file: Path) -> None:
    release(tmp_path, "1.0.0")
    change(file, COLOUR, f"{COLOUR}  optional string size = 3;\n")

    assert Buf(tmp_path).breaking(None) == ""


def test_compares_with_the_revision_that_is_named(tmp_path: Path, file: Path) -> None:
    release(tmp_path, "1.0.0")
    change(file, COLOUR, "")
    git(tmp_path, "commit", "--quiet", "--all", "--message", "without a colour")
    git(tmp_path, "tag", "--no-sign", "2.0.0")

    assert Buf(tmp_path).breaking(None) == ""
    assert '"colour"' in Buf(tmp_path).breaking("1.0.0")


def test_says_what_to_do_without_a_tag(tmp_path: Path, file: Path) -> None:
    git(tmp_path, "init", "--quiet")

    with pytest.raises(ProtobufError, match="no tag to compare with: name a revision"):
        Buf(tmp_path).breaking(None)


def test_nobody_depends_on_what_was_not_there(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("before", encoding="utf-8")
    release(tmp_path, "1.0.0")
    write_project(tmp_path)

    with pytest.raises(ProtobufError, match=r"1\.0\.0 has no proto/"):
        Buf(tmp_path).breaking(None)


def test_an_unknown_revision_is_named(tmp_path: Path, file: Path) -> None:
    release(tmp_path, "1.0.0")

    with pytest.raises(ProtobufError, match="git rev-parse"):
        Buf(tmp_path).breaking("no-such-revision")
