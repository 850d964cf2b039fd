"""What is done when something has happened: a module per subscriber, with `make_subscriber`."""
