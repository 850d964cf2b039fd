"""The search for garbage, which would otherwise take a fifth of the time of a busy process."""

import gc

_OBJECTS = 10_000


def tune_garbage_collection() -> None:
    """Search less, once everything is loaded."""
    gc.collect()
    # What is there now stays until the end.
    gc.freeze()
    # Requests on their way are no garbage either: look when there are many more objects.
    gc.set_threshold(_OBJECTS)
