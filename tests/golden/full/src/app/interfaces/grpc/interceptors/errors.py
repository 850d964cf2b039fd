"""The last line: whatever went wrong, the client gets a status and the log gets the reason."""

from typing import Any

import grpc

from app.application.correlation import REQUEST_ID
from app.interfaces.grpc.failures import describe
from app.interfaces.grpc.interceptors.request_id import KEY
from app.interfaces.grpc.rpcs import Call, Context
from app.protocol.statuses import DETAILS


def with_errors(call: Call) -> Call:
    """Answer exceptions with a status and its details."""

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        try:
            return await call(request, context)
        except grpc.aio.AbortError:
            raise
        except Exception as error:  # noqa: BLE001 - nothing else may leave the service
            code, status = describe(error)
            details = (KEY, REQUEST_ID.get()), (DETAILS, status.SerializeToString())
            return await context.abort(code, status.message, details)

    return run
