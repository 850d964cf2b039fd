"""What the work in progress belongs to, so that every log line about it can be found again."""

from contextvars import ContextVar

# The identifier of the request being answered; empty outside of requests.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
