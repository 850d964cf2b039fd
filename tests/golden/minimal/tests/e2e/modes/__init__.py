"""Ways to run the service, one module each; they are found by this folder."""
