"""Identifiers that sort by the time they were made."""

from uuid import UUID

from uuid_utils.compat import uuid7


class TimeOrderedIdentifiers:
    """Implements `Identifiers` with UUIDv7 (RFC 9562): new rows go to the end of an index."""

    def new(self) -> UUID:
        """Return a new UUIDv7."""
        return uuid7()
