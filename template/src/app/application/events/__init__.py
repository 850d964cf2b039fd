"""What is done when something has happened."""
