"""The service on the command line: each module parses one command, calls what it is given, and prints."""
