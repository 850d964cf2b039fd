"""The command line: each module parses, calls one function, and prints."""

from arcana_gen.cli.program import main

__all__ = ["main"]
