"""Where the tests get an empty database from."""

from tests.databases import sqlite as selected

__all__ = ["selected"]
