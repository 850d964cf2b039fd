"""Random but valid values for `seed` and for tests, the same for the same seed."""
