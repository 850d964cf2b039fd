"""Tools for `proto/`. The service itself runs without them."""
