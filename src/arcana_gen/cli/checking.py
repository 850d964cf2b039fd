"""Running the checks that a project brings, after it was changed."""

import subprocess
from pathlib import Path
from typing import Final

import typer

from arcana_gen import console

_CHECKS: Final = ("uv", "run", "just", "check")


def offer_checks(root: Path, *, wanted: bool, may_ask: bool) -> None:
    """Run them if they are wanted, or else a person says so; the command fails with them."""
    if not wanted:
        if not may_ask:
            return
        from arcana_gen.cli.prompts import ask_for_checks

        if not ask_for_checks():
            return
    console.say(f"`{' '.join(_CHECKS)}`", style="dim")
    try:
        code = subprocess.run(_CHECKS, cwd=root, check=False).returncode  # noqa: S603 - our own words
    except FileNotFoundError:
        console.note("the checks did not run: `uv` is not on the PATH")
        raise typer.Exit(1) from None
    console.say("the checks pass" if code == 0 else "the checks fail", style="bold")
    if code:
        raise typer.Exit(1)
