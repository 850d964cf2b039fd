"""How a subscriber does something once, however often an event is delivered to it."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from app.application.jobs.run import Run
from app.application.ports.recording import RecordingTransaction


class Once(Protocol):
    """Opens transactions that remember what they were for."""

    def begin(self, run: Run) -> AbstractAsyncContextManager[RecordingTransaction | None]:
        """Open a transaction for what a run does; `None` where that was committed before.

            async with once.begin(run) as transaction:
                if transaction is not None:
                    await repository.add(receipt, transaction)

        Of two runs at the same time one fails with `Conflict`; it finds nothing to do when it is
        repeated.
        """
        ...
