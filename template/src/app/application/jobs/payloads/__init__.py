"""What can be enqueued: a module per job."""
