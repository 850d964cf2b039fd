"""Other ways in: what is served beside HTTP in the same process, or alone."""
