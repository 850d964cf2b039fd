"""What the system does: use cases and their transactions. Knows the domain and ports, nothing of the world."""
