"""Versions of entities as entity tags (RFC 9110, sections 8.8.3 and 13.1.1)."""

import re

from app.domain.errors import StaleVersion

# Proxies that compress an answer mark its tag as weak.
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def make_etag(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"etag": f'"{version}"'}


def expected_version(if_match: str | None) -> int | None:
    """Return the version that the caller has seen, `None` for any."""
    if if_match is None or if_match.strip() == "*":
        return None
    match = _TAG.fullmatch(if_match.strip())
    if match is None:
        raise StaleVersion("If-Match names no version of this service")
    return int(match[1])
