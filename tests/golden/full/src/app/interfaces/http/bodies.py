"""What all bodies share."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.responses import Response


class Body(BaseModel):
    """A body that clients send: names that are not known are errors."""

    model_config = ConfigDict(extra="forbid")


def nothing_sent() -> Any:  # noqa: ANN401 - fits every field
    """Stand in for a value that was not sent; it is never read, and no default in the schema."""
    return None


class PatchBody(Body):
    """Changes (RFC 7396): what is not sent stays as it is."""

    def sent(self) -> dict[str, Any]:
        """Return the values that were sent, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def json_response(
    content: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with JSON that is written already: the framework would validate and copy it first."""
    return Response(content, status, headers, media_type="application/json")
