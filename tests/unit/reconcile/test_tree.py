from pathlib import Path

from arcana_gen.reconcile.tree import Entry, Mode, read_entry, read_paths, read_tree


def test_reads_bytes_modes_and_links_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "windows.txt").write_bytes(b"one\r\ntwo")
    (tmp_path / "run").write_text("#!/bin/sh\n")
    (tmp_path / "run").chmod(0o755)
    (tmp_path / "to-sub").symlink_to("sub")
    (tmp_path / "to-nothing").symlink_to("missing")

    assert read_tree(tmp_path) == {
        "run": Entry(b"#!/bin/sh\n", Mode.EXECUTABLE),
        "sub/windows.txt": Entry(b"one\r\ntwo"),
        "to-nothing": Entry(b"missing", Mode.LINK),
        "to-sub": Entry(b"sub", Mode.LINK),
    }


def test_what_is_not_there_has_no_entry(tmp_path: Path) -> None:
    assert read_entry(tmp_path / "missing") is None
    assert read_paths(tmp_path, ["missing"]) == {}


def test_a_folder_is_something_and_no_file(tmp_path: Path) -> None:
    assert read_entry(tmp_path) == Entry(b"", Mode.OTHER)


def test_a_path_through_a_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert read_entry(tmp_path / "file" / "below") == Entry(b"", Mode.OTHER)


def test_fingerprints_differ_in_content_and_in_mode() -> None:
    entries = [Entry(b"a"), Entry(b"b"), Entry(b"a", Mode.EXECUTABLE), Entry(b"a", Mode.LINK)]

    assert len({entry.fingerprint for entry in entries}) == len(entries)
