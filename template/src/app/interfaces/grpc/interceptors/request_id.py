"""Gives every call an identifier: the client's own when it is usable, a new one otherwise."""

from typing import Any

from app.application.correlation import REQUEST_ID, is_usable, new_request_id
from app.interfaces.grpc.rpcs import Call, Context

KEY = "x-request-id"


def with_request_id(call: Call) -> Call:
    """Set `REQUEST_ID` for the time of the call and return it in the trailing metadata."""

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        request_id = _sent(context) or new_request_id()
        context.set_trailing_metadata(((KEY, request_id),))
        token = REQUEST_ID.set(request_id)
        try:
            return await call(request, context)
        finally:
            REQUEST_ID.reset(token)

    return run


def _sent(context: Context) -> str | None:
    for name, value in context.invocation_metadata() or ():
        if name == KEY:
            return value if isinstance(value, str) and is_usable(value) else None
    return None
