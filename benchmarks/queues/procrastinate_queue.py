"""Procrastinate on PostgreSQL."""

import asyncio
import os
import sys
import time

from procrastinate import App, PsycopgConnector

from benchmarks.queues.sending import send
from benchmarks.queues.tally import count

app = App(connector=PsycopgConnector(conninfo=os.environ["QUEUE_URL"]))


@app.task(name="noop")
async def noop(sent: int) -> None:
    """Do nothing but count."""
    count(sent)


async def main() -> None:
    """Enqueue as the command line says."""
    async with app.open_async():
        await send(lambda: noop.defer_async(sent=time.time_ns()), sys.argv)


if __name__ == "__main__":
    asyncio.run(main())
