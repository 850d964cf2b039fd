"""Arcana: a generator of Python services that keeps what you write."""

__version__ = "0.1.0"
