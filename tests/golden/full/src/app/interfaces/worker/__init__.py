"""The code of the jobs: a module per job, found by its place."""
