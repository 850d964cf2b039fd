"""The layers around every call. Each wraps a call once, when the server is made."""
