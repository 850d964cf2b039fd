"""What is asked of entities besides, where deleted ones can be restored."""
