"""One module per command: gives it what it needs.

What takes long to import is imported when a command runs, so that `--help` is quick.
"""
