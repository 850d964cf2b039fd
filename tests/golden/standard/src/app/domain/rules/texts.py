"""Rules for texts and bytes."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.rules.validation import Problem

_UNLIMITED = 2**63 - 1
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Length in characters, a pattern for the whole text, and no NUL, which databases refuse."""

    min_length: int = 0
    max_length: int = _UNLIMITED
    pattern: str | None = None

    def __call__(self, value: str) -> Problem | None:
        """Check the length first: it is cheap."""
        if len(value) < self.min_length:
            return Problem("too_short", f"must have at least {self.min_length} characters")
        if len(value) > self.max_length:
            return Problem("too_long", f"must have at most {self.max_length} characters")
        if "\x00" in value:
            return Problem("nul_character", "must not contain the NUL character")
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            return Problem("pattern", f"must match {self.pattern}")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Text):
    """The shape of an address; only sending a message proves more."""

    def __call__(self, value: str) -> Problem | None:
        """Check the text, then the shape."""
        if _EMAIL.fullmatch(value) is None:
            return Problem("email", "must be an e-mail address")
        return Text.__call__(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Text):
    """An absolute http or https address."""

    def __call__(self, value: str) -> Problem | None:
        """Check the text, then the parts."""
        try:
            parts = urlsplit(value)
        except ValueError:
            return Problem("url", "must be an http or https address")
        if parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
            return Problem("url", "must be an http or https address")
        return Text.__call__(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A number of bytes."""

    minimum: int = 0
    maximum: int

    def __call__(self, value: bytes) -> Problem | None:
        """Count."""
        if len(value) < self.minimum:
            return Problem("too_short", f"must have at least {self.minimum} bytes")
        if len(value) > self.maximum:
            return Problem("too_long", f"must have at most {self.maximum} bytes")
        return None
