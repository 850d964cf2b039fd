"""What is done later: what a job is, and how it is run."""
