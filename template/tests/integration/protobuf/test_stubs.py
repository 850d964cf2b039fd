"""Python made of `proto/`, once for each change of it."""

from pathlib import Path

import pytest

from app.infrastructure.protobuf.stubs import ProtobufError, Stubs
from tests.integration.protobuf.things import change, write_project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a project without stubs."""
    return write_project(tmp_path)


def test_makes_modules_with_their_types(tmp_path: Path, file: Path) -> None:
    assert Stubs(tmp_path).build()

    made = {path.name for path in (tmp_path / "src" / "app" / "v1").iterdir()}
    assert {"thing_pb2.py", "thing_pb2.pyi"} <= made


def test_makes_nothing_twice(tmp_path: Path, file: Path) -> None:
    Stubs(tmp_path).build()

    assert not Stubs(tmp_path).are_stale()
    assert not Stubs(tmp_path).build()


def test_notices_every_change(tmp_path: Path, file: Path) -> None:
    stubs = Stubs(tmp_path)
    stubs.build()
    for change_something in (
        lambda: change(file, "colour", "color"),
        lambda: file.with_name("other.proto").write_text(
            'syntax = "proto3";\npackage app.v1;\n', encoding="utf-8"
        ),
        lambda: file.with_name("other.proto").unlink(),
    ):
        change_something()

        assert stubs.are_stale()
        assert stubs.build()
        assert not stubs.are_stale()


def test_takes_away_what_has_no_source_any_more(tmp_path: Path, file: Path) -> None:
    Stubs(tmp_path).build()
    file.rename(file.with_name("other.proto"))

    Stubs(tmp_path).build()

    assert not list(tmp_path.glob("src/app/v1/thing_pb2*"))


def test_what_protoc_refuses_is_still_stale(tmp_path: Path, file: Path) -> None:
    change(file, "message Thing {", "message {")

    with pytest.raises(ProtobufError, match="protoc refuses a file"):
        Stubs(tmp_path).build()

    assert Stubs(tmp_path).are_stale()


def test_what_protoc_refused_is_made_again_when_it_is_what_it_was(
    tmp_path: Path, file: Path
) -> None:
    Stubs(tmp_path).build()
    change(file, "message Thing {", "message {")
    with pytest.raises(ProtobufError):
        Stubs(tmp_path).build()
    change(file, "message {", "message Thing {")

    assert Stubs(tmp_path).build()
    assert list(tmp_path.glob("src/app/v1/thing_pb2.py"))


def test_nothing_is_stale_where_there_are_no_sources(tmp_path: Path) -> None:
    assert not Stubs(tmp_path).are_stale()
    assert not Stubs(tmp_path).build()
