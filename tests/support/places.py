"""Where things are in this repository."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
TEMPLATE: Final = ROOT / "template"
INCLUDES: Final = ROOT / "includes"
QUESTIONS: Final = ROOT / "copier.yml"
GOLDEN: Final = ROOT / "tests" / "golden"

CACHE: Final = ROOT / ".cache"
"""What is expensive to make and stays between runs; git ignores it."""
