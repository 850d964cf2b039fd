"""Copies of the template as it stands, in repositories of their own."""

import shutil
from pathlib import Path

from tests.support.places import INCLUDES, QUESTIONS, TEMPLATE


def copy_template(folder: Path) -> Path:
    """Copy questions, tables and files into a new folder."""
    folder.mkdir(parents=True)
    shutil.copy(QUESTIONS, folder)
    shutil.copytree(INCLUDES, folder / "includes")
    shutil.copytree(TEMPLATE, folder / "template")
    return folder
