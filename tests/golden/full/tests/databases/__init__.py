"""Where the tests get an empty database from."""

from tests.databases import postgresql as selected

__all__ = ["selected"]
