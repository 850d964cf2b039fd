"""The rules of the business. Standard library only: no I/O, no clock, no framework."""
