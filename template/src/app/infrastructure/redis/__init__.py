"""Redis: how it is reached."""
