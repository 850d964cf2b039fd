"""How tags are stored."""
