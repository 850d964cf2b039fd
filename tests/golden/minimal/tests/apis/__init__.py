"""One module per protocol that the service speaks; they are found by this folder."""
