"""Texts."""

import random
import re
from collections import defaultdict
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from rstr import Rstr

Value = TypeVar("Value")
P = ParamSpec("P")

_WORD_LIST = (
    "amber anchor apple autumn basil beacon birch blue bridge bright canyon cedar cherry cloud "
    "copper coral cotton crystal dawn delta ember fern field flint forest garden glass golden "
    "granite green harbor hazel hill indigo iron island ivory jade juniper lake lemon lilac linen "
    "maple marble meadow mint misty moss north oak ocean olive orchid paper pearl pine plum prairie "
    "quartz rain raven river rose ruby saffron sage silver slate snow spring spruce stone summer "
    "sunny teal thyme timber topaz tulip valley velvet violet walnut water willow winter"
)
_WORDS = _WORD_LIST.split()
_TRIES = 1000
_TEXT_LENGTH = 60
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?([/?#][!-~]*)?")


class ExhaustedError(Exception):
    """There is no further value that was not used yet."""


class Texts:
    """Makes texts, and makes sure of unique values of any kind."""

    def __init__(self, seed: str) -> None:
        # Sample data protects no secret.
        self._random = random.Random(seed)  # noqa: S311
        self._patterns = Rstr(self._random)
        self._seen: defaultdict[str, set[object]] = defaultdict(set)

    def unique(
        self, key: str, make: Callable[P, Value], /, *args: P.args, **kwargs: P.kwargs
    ) -> Value:
        """Make a value that was not made for `key` before; raise `ExhaustedError` if none is left."""
        for _ in range(_TRIES):
            value = make(*args, **kwargs)
            if value not in self._seen[key]:
                self._seen[key].add(value)
                return value
        raise ExhaustedError(key)

    def text(self, *, max_length: int, min_length: int = 0, pattern: str | None = None) -> str:
        """Some words, or what matches the pattern; lengths in characters."""
        for _ in range(_TRIES):
            made = self._words(max_length) if pattern is None else self._patterns.xeger(pattern)
            made += self._letters(min_length - len(made)) if pattern is None else ""
            fits = min_length <= len(made) <= max_length
            if fits and (pattern is None or re.fullmatch(pattern, made)):
                return made
        raise ExhaustedError(f"{pattern} with {min_length} to {max_length} characters")

    def email(self, *, max_length: int, min_length: int = 0, pattern: str | None = None) -> str:
        """Return an address under a domain that is reserved for examples (RFC 2606)."""
        if pattern is not None:
            return self._shaped(_EMAIL, min_length, max_length, pattern)
        return self._padded("@example.com", min_length, max_length)

    def url(self, *, max_length: int, min_length: int = 0, pattern: str | None = None) -> str:
        """Return an address under a domain that is reserved for examples (RFC 2606)."""
        if pattern is not None:
            return self._shaped(_URL, min_length, max_length, pattern)
        prefix = "https://example.com/"
        return prefix + self._padded("", min_length - len(prefix), max_length - len(prefix))

    def binary(self, *, max_length: int, min_length: int = 0) -> bytes:
        """Some bytes."""
        return self._random.randbytes(
            self._random.randint(min_length, max(min_length, min(max_length, 16)))
        )

    def _shaped(
        self, shape: re.Pattern[str], min_length: int, max_length: int, pattern: str
    ) -> str:
        """Return what matches the pattern and has the shape of its type too."""
        for _ in range(_TRIES):
            made = self.text(min_length=min_length, max_length=max_length, pattern=pattern)
            if shape.fullmatch(made):
                return made
        raise ExhaustedError(pattern)

    def _words(self, max_length: int) -> str:
        words = " ".join(self._random.sample(_WORDS, self._random.randint(1, 3)))
        return words[: min(max_length, _TEXT_LENGTH)].strip()

    def _letters(self, count: int) -> str:
        return "".join(self._random.choices("abcdefghijklmnopqrstuvwxyz", k=max(0, count)))

    def _padded(self, suffix: str, min_length: int, max_length: int) -> str:
        word = f"{self._random.choice(_WORDS)}-{self._random.randint(1, 9999)}"
        word += self._letters(min_length - len(word) - len(suffix))
        return word[: max_length - len(suffix)] + suffix
