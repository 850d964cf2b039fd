"""Lets in only clients whose certificates bear a known name."""

from collections.abc import Collection
from typing import Any, Final

from app.domain.errors import Forbidden
from app.interfaces.grpc.rpcs import Call, Context

REFUSAL: Final = "The certificate of the client bears no name that is let in."
_SUBJECT_ALTERNATIVE_NAMES: Final = "x509_subject_alternative_name"


def with_client_names(call: Call, *, names: Collection[str]) -> Call:
    """Refuse a call unless a subject alternative name (RFC 5280) of its client is among `names`."""
    if not names:
        return call

    async def run(request: Any, context: Context) -> Any:  # noqa: ANN401 - messages of any rpc
        if not is_let_in(context, names=names):
            raise Forbidden(REFUSAL)
        return await call(request, context)

    return run


def is_let_in(context: Context, *, names: Collection[str]) -> bool:
    """Return whether the certificate of the client bears one of the names; all do where none are."""
    if not names:
        return True
    found = context.auth_context().get(_SUBJECT_ALTERNATIVE_NAMES) or ()
    return any(name.decode() in names for name in found)
