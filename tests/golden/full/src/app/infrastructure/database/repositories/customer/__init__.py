"""How customers are stored."""
