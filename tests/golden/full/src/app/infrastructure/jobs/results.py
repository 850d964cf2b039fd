"""What is kept of a run: any store must be able to."""

from typing import Final

from pydantic_core import to_json

# In characters: stores and their connections have limits.
_LONGEST_RESULT: Final = 1_000_000
_LONGEST_ERROR: Final = 10_000


class ResultTooLongError(Exception):
    """A result is no place for so much."""


def write_result(result: object) -> str | None:
    """Return a result as JSON; raise `ResultTooLongError`, or `PydanticSerializationError`."""
    if result is None:
        return None
    text = to_json(result).decode()
    if len(text) > _LONGEST_RESULT:
        raise ResultTooLongError(f"its result has {len(text)} characters of JSON")
    return text


def describe(error: BaseException) -> str:
    """Return what any store can keep: some have no zero bytes, none has halves of characters."""
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - it is the code of others that describes it
        text = type(error).__name__
    return text[:_LONGEST_ERROR].replace("\0", "").encode(errors="replace").decode()
