"""Merging what the template and the user each made of one file.

*base* is what both began with. Contents are bytes: nothing is assumed about their encoding.
"""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from arcana_gen.errors import GitMissing
from arcana_gen.template import scratch_folder

YOURS: Final = "yours"
THEIRS: Final = "arcana"
_MARKS: Final = re.compile(rb"^<<<<<<< yours\r?$[\s\S]*?^>>>>>>> arcana\r?$", re.MULTILINE)
_LONE_NEWLINE: Final = re.compile(rb"(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text; with markers where it is not clean."""

    content: bytes
    clean: bool


Merge: TypeAlias = Callable[[bytes, bytes, bytes], Merged | None]
"""Merges (base, ours, theirs); None for what is no text."""


def merge_texts(base: bytes, ours: bytes, theirs: bytes) -> Merged | None:
    """Merge line by line, as `git merge` does, in the user's conflict style.

    Raises GitMissing.
    """
    with scratch_folder() as scratch:
        files = [scratch / name for name in ("ours", "base", "theirs")]
        for file, content in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(content)
        done = _merge_files(files)
    if done.returncode in range(128):
        return Merged(done.stdout, clean=done.returncode == 0)
    return None


def has_markers(content: bytes) -> bool:
    """Whether a conflict that a merge has left is still in the text."""
    return b"<<<<<<< yours" in content and _MARKS.search(content) is not None


def with_line_ends_of(ours: bytes, content: bytes) -> bytes:
    """The content with the line ends of the user's file: another line end is no edit."""
    if b"\0" in content or b"\r\n" not in ours:
        return content
    if b"\r\n" in content or _LONE_NEWLINE.search(ours):
        return content
    return content.replace(b"\n", b"\r\n")


def _merge_files(files: list[Path]) -> subprocess.CompletedProcess[bytes]:
    labels = [part for label in (YOURS, "before", THEIRS) for part in ("-L", label)]
    try:
        return subprocess.run(  # noqa: S603 - arguments of our own, no shell
            ["git", "merge-file", "--stdout", "--quiet", *labels, *map(str, files)],  # noqa: S607 - the user's git
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise GitMissing from None
