"""What the service tells about its work."""
