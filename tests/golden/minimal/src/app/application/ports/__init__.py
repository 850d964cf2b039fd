"""What the application needs from the world."""
