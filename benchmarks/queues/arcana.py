"""The queue of a rendered project, whose job `Noop` counts."""

import asyncio
import sys
import time

from app.application.jobs.payloads.noop import NOOP, Noop
from app.bootstrap.configuration import load_settings
from app.bootstrap.container import make_infrastructure

from benchmarks.queues.sending import send


async def main() -> None:
    """Enqueue as the command line says."""
    infrastructure = make_infrastructure(load_settings())
    await infrastructure.start()
    try:
        await send(lambda: infrastructure.jobs.enqueue(NOOP, Noop(at=time.time_ns())), sys.argv)
    finally:
        await infrastructure.close()


if __name__ == "__main__":
    asyncio.run(main())
