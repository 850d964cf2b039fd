"""Jobs: the queue, and the worker that empties it."""
