"""How the values of the service are written in the messages of `proto/`, and read from them.

Servers and clients share it.
"""
