"""Repositories of templates, changed and tagged as tests need it."""

import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, name: str, content: str) -> str:
    """Commit a file; the full hash."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", f"Change {name}")
    return git(folder, "rev-parse", "HEAD")


def release(folder: Path, version: str) -> str:
    """Commit a change of the template and tag it; the full hash."""
    made = commit(folder, "template/version.txt", version)
    git(folder, "tag", version)
    return made
