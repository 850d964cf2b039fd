"""One job that does nothing, in several queues: a module each, which its worker imports."""
