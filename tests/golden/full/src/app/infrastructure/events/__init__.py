"""Events: stored with the change, numbered, told."""
