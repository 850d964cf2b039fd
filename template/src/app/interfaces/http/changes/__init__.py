"""Changes of entities, told to clients as they happen."""
