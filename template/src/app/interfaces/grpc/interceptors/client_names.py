"""Lets in only clients whose certificates bear a known name."""

from collections.abc import Collection
from typing import Any

from app.domain.errors import Forbidden
from app.interfaces.grpc.rpcs import Call, Context

_SUBJECT_ALTERNATIVE_NAMES = "x509_subject_alternative_name"


def with_client_names(call: Call, *, names: Collection[str]) -> Call:
    """Refuse a call unless a subject alternative name (RFC 5280) of its client is among `names`."""
    if not names:
        return call
    known = frozenset(names)

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        found = context.auth_context().get(_SUBJECT_ALTERNATIVE_NAMES) or ()
        if known.isdisjoint(name.decode() for name in found):
            raise Forbidden("The certificate of the client bears no name that is let in.")
        return await call(request, context)

    return run
