"""Where the services are when they are not in this process: one module per way to have them."""
