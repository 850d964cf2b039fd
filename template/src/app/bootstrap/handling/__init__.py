"""What there are handlers of jobs for: a module per concern, with `make_handlers`."""
