"""References to entities that exist."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from app.application.samples.texts import ExhaustedError
from app.application.samples.values import Samples

Identity = TypeVar("Identity")


class References:
    """Identifiers of entities that exist, by the field that refers to them."""

    def __init__(self, samples: Samples, known: Mapping[str, Sequence[UUID]]) -> None:
        self._samples = samples
        self._known = known

    def one(self, field: str, make: Callable[[UUID], Identity]) -> Identity:
        """Return one of them; raise `ExhaustedError` when there is none."""
        if not self._known[field]:
            raise ExhaustedError(field)
        [identity] = self._samples.pick(self._known[field], 1)
        return make(identity)

    def some(self, field: str, make: Callable[[UUID], Identity]) -> tuple[Identity, ...]:
        """Return two different ones, or as many as there are."""
        return tuple(make(identity) for identity in self._samples.pick(self._known[field], 2))
