"""The likely meaning of a mistyped word."""

from collections.abc import Iterable
from typing import Final

TYPE_SYNONYMS: Final = {
    "binary": "bytes",
    "blob": "bytes",
    "boolean": "bool",
    "char": "str",
    "choice": "enum",
    "dict": "json",
    "double": "float",
    "fk": "ref",
    "foreignkey": "ref",
    "guid": "uuid",
    "integer": "int",
    "interval": "duration",
    "jsonb": "json",
    "long": "bigint",
    "m2m": "refs",
    "manytomany": "refs",
    "money": "decimal",
    "number": "decimal",
    "numeric": "decimal",
    "real": "float",
    "string": "str",
    "timedelta": "duration",
    "timestamp": "datetime",
    "uri": "url",
    "varchar": "str",
}
"""What databases and other tools call the types."""


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The candidate that the word most likely stands for, or nothing."""
    from difflib import get_close_matches  # a tenth of the start-up time, needed for errors only

    by_lower = {candidate.lower(): candidate for candidate in candidates}
    matches = get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[matches[0]] if matches else ""
