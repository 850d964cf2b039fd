"""SQLite: one file, one machine."""
