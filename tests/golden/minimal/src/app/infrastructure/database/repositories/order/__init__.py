"""How orders are stored."""
