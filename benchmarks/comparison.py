"""Figures of several rounds as medians, and each next to a base as a ratio."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(slots=True)
class Figures:
    """Measurements by what was done and who did it; rounds are interleaved by the caller."""

    of: defaultdict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, who: str, value: float) -> None:
        """Note one measurement."""
        self.of[what, who].append(value)

    def median(self, what: str, who: str) -> float:
        """Return the median of all rounds."""
        return median(self.of[what, who])

    def ratio(self, what: str, who: str, base: str) -> float:
        """Return the median of the ratios within each round: what slows both cancels out."""
        pairs = zip(self.of[what, who], self.of[what, base], strict=True)
        return median(value / other for value, other in pairs)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay a table out as Markdown."""
    widths = [max(len(row[index]) for row in [head, *rows]) for index in range(len(head))]
    rule = ["-" * width for width in widths]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in [head, rule, *rows]
    ]
    return "\n".join(f"| {line} |" for line in lines)


def compare(figures: Figures, *, who: Sequence[str], base: str, unit: str) -> str:
    """Show every operation: medians, then the ratio of each to `base`."""
    others = [name for name in who if name != base]
    head = [unit, *who, *(f"{name} / {base}" for name in others)]
    rows = [
        [
            what,
            *(f"{figures.median(what, name):.4g}" for name in who),
            *(f"{figures.ratio(what, name, base):.2f} ×" for name in others),
        ]
        for what in dict.fromkeys(what for what, _ in figures.of)
    ]
    return table(head, rows)
