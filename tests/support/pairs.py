"""All pairs: few combinations in which every two values of different options meet."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

Pair: TypeAlias = tuple[tuple[str, str], tuple[str, str]]


def all_pairs(
    choices: Mapping[str, Sequence[str]], *, is_legal: Callable[[Mapping[str, str]], bool]
) -> list[dict[str, str]]:
    """Legal combinations that hold every pair of values that is legal; the same ones each time.

    Greedy: of all combinations the one that holds the most pairs that are still missing.
    """
    names = list(choices)
    combined = [dict(zip(names, values, strict=True)) for values in product(*choices.values())]
    candidates = [candidate for candidate in combined if is_legal(candidate)]
    missing = {pair for candidate in candidates for pair in pairs_of(candidate)}
    chosen: list[dict[str, str]] = []
    while missing:
        best = max(candidates, key=lambda candidate: len(missing & pairs_of(candidate)))
        missing -= pairs_of(best)
        chosen.append(best)
    return chosen


def pairs_of(combination: Mapping[str, str]) -> set[Pair]:
    """Every two values of a combination."""
    return set(combinations(sorted(combination.items()), 2))
