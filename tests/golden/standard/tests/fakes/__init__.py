"""What stands in for the world in tests of the application."""
