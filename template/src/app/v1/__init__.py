"""Stubs of the protobuf package `app.v1`: made of `proto/` by `proto build`, never edited."""
