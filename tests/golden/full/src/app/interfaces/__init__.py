"""The ways in. They know the application only, and never each other."""
